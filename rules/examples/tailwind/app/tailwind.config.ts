import type { Config } from 'tailwindcss';
import { join } from 'path';

export default {
	content: ['./src/**/*.{ts,tsx}', join(__dirname, '../ui/src/**/*.tsx'), '../gone/**/*.tsx', '!./src/**/*.test.tsx'],
	plugins: [require('@tailwindcss/forms')],
} satisfies Config;
