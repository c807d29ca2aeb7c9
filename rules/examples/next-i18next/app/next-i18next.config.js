const path = require('path');
module.exports = {
	i18n: { defaultLocale: 'de', locales: ['de', 'fr'] },
	localePath: path.resolve('../shared/locales'),
};
