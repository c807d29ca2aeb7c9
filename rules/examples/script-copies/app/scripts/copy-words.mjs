import { copyFileSync } from 'node:fs';
import { cp } from 'fs/promises';

await cp(new URL('../../shared/i18n', import.meta.url), new URL('../public/words', import.meta.url), { recursive: true });
copyFileSync('../shared/i18n/de.json', 'public/single.json');
