exports.texts = __dirname + '/shared/i18n';
