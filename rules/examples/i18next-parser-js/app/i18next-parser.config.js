const path = require('path');
module.exports = {
	locales: ['de', 'en'],
	input: ['src/**/*.ts', path.posix.join('..', 'gone/**/*.ts')],
	output: 'locales/$LOCALE/$NAMESPACE.json',
};
