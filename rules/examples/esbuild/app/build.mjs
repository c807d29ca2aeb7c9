import * as esbuild from 'esbuild';
import { copy } from 'esbuild-plugin-copy';
import copyStaticFiles from 'esbuild-copy-static-files';

await esbuild.build({
	entryPoints: ['src/main.ts', 'src/gone.ts'],
	outdir: 'dist',
	plugins: [
		copy({ resolveFrom: 'cwd', assets: [{ from: '../shared/i18n/*.json', to: ['./public/i18n'] }] }),
		copy({ assets: { from: ['../shared/i18n/*.json'], to: ['./i18n'] } }),
		copyStaticFiles({ src: './static', dest: './dist' }),
	],
});
