const CopyPlugin = require('copy-webpack-plugin');
const { defineConfig } = require('@vue/cli-service');

module.exports = defineConfig({
	outputDir: 'build',
	configureWebpack: { plugins: [new CopyPlugin([{ from: '../shared/i18n', to: 'i18n' }, { from: '../shared/gone' }])] },
});
