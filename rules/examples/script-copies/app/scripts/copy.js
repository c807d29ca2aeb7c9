const fs = require('fs-extra');
const path = require('path');

const shared = path.join(__dirname, '..', '..', 'shared');

async function run(target) {
	await fs.copy(path.join(shared, 'i18n'), path.join(__dirname, '../public/i18n'));
	fs.copySync('../shared/i18n', 'public/texts', { overwrite: true });
	fs.copySync(path.join(shared, 'gone'), 'public/gone');
	fs.copySync('dist/made', target);
}

run(process.argv[2]);
