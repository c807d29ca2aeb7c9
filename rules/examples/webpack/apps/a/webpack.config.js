const path = require('path');
const { merge } = require('webpack-merge');
const CopyPlugin = require('copy-webpack-plugin');
const HtmlPlugin = require('html-webpack-plugin');

const shared = path.join(__dirname, '../../shared');
const isDevelopment = process.env.NODE_ENV !== 'production';
const common = {
	entry: { main: './src/index', worker: path.resolve(__dirname, 'src/worker.js') },
	resolve: { alias: { '@shared': shared, 'lodash': 'lodash-es' } },
};

module.exports = (env) => merge(common, {
	output: { path: path.resolve(__dirname, 'build'), filename: '[name].[contenthash].js' },
	devServer: { static: { directory: path.join(__dirname, 'public'), publicPath: '/assets' } },
	plugins: [
		new CopyPlugin({
			patterns: [
				{ from: path.join(shared, 'i18n'), to: 'i18n' },
				{ from: '*.json', context: '../../shared/i18n', to: 'flat' },
				'gone.txt',
				{ from: env.brand, to: 'brand' },
				{ from: isDevelopment ? 'public' : 'release', to: 'static' },
				isDevelopment && { from: 'src/dev.json' },
			].filter(Boolean),
		}),
		new HtmlPlugin({ template: 'src/index.html' }),
	],
});
