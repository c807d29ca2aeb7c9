const path = require('path');
const { merge } = require('webpack-merge');
const CopyPlugin = require('copy-webpack-plugin');

const common = { mode: 'production' };

module.exports = [
	{ ...common, output: { path: path.join(__dirname, 'out') }, plugins: [new CopyPlugin({ patterns: ['scripts/*.sh'] })] },
	merge(common, {
		context: path.join(__dirname, 'src/web'),
		output: { path: path.join(__dirname, 'out/web') },
		plugins: [new CopyPlugin({ patterns: [{ from: 'media', to: 'media' }] })],
	}),
];
