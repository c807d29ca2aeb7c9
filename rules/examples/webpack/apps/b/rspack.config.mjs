import { rspack } from '@rspack/core';
import { fileURLToPath } from 'node:url';

export default {
	entry: './src/main.js',
	plugins: [
		new rspack.CopyRspackPlugin({
			patterns: [{ from: fileURLToPath(new URL('../../shared/i18n', import.meta.url)), to: 'i18n' }],
		}),
	],
};
