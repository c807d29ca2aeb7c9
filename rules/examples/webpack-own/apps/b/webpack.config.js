const CopyPlugin = require('copy-webpack-plugin');
const { define } = require('@acme/define');

module.exports = define({
	output: { path: __dirname + '/out' },
	plugins: [new CopyPlugin({ patterns: [{ from: '../../shared/i18n', to: 'i18n' }] })],
});
