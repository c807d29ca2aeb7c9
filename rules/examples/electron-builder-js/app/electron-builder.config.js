const config = { appId: 'a.example', extraResources: [{ from: '../shared/i18n', to: 'i18n' }, 'gone'], mac: { icon: 'icons/app.icns' } };
module.exports = config;
