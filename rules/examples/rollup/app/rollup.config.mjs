import { copy as emit } from '@web/rollup-plugin-copy';
import copy from 'rollup-plugin-copy';

const out = 'dist';
export default [
	{
		input: 'src/main.js',
		plugins: [
			copy({
				targets: [
					{ src: '../shared/i18n', dest: out },
					{ src: ['../shared/i18n/*.json', '../gone/*'], dest: `${out}/texts` },
					{ src: '../shared/logo.svg', dest: out, rename: 'icon.svg' },
				],
			}),
		],
	},
	{ input: { gone: 'src/gone.js' } },
	{ output: { dir: 'dist/web' }, plugins: [emit({ patterns: ['i18n/**/*.json', '*.png'], rootDir: '../shared' })] },
];
