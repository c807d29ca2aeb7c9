const path = require('path');
const CopyPlugin = require('copy-webpack-plugin');

const source = path.posix.join(__dirname.replace(/\\/g, '/'), 'src');

module.exports = {
	context: source,
	output: { path: path.join(__dirname, 'dist/web') },
	plugins: [
		new CopyPlugin([
			{ from: path.posix.join(source, 'media', '*.*') },
			{ from: { glob: '**/*.json', dot: false }, context: path.resolve(__dirname, '../../shared'), to: 'texts/', ignore: [ 'draft/**' ] },
			{ from: path.join(__dirname, 'assets'), to: '../', globOptions: { ignore: [ '*.md', 'inner/**' ] } },
		]),
	],
};
