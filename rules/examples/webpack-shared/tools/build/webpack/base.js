const path = require('path');
const CopyPlugin = require('copy-webpack-plugin');

module.exports = (dir, { to = 'assets' } = {}) => ({
	output: { path: path.join(dir, 'out') },
	plugins: [
		new CopyPlugin({
			patterns: [
				{ from: path.join(dir, 'public'), to },
				{ from: path.join(process.cwd(), 'texts'), to: 'texts' },
				{ from: path.join(__dirname, '../fonts'), to: 'fonts' },
			],
		}),
	],
});
