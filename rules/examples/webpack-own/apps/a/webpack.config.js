const CopyPlugin = require('copy-webpack-plugin');

module.exports = { plugins: [new CopyPlugin({ patterns: [{ from: '../../shared/i18n', to: 'i18n' }] })] };
