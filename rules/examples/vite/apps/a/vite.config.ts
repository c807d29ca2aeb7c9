import { defineConfig, normalizePath, type UserConfig } from 'vite';
import react from '@vitejs/plugin-react';
import { viteStaticCopy } from 'vite-plugin-static-copy';
import { fileURLToPath, URL } from 'node:url';
import { resolve } from 'path';

const __dirname = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig(({ mode }) => ({
	publicDir: resolve(__dirname, '../../shared/public'),
	resolve: {
		alias: { '@': fileURLToPath(new URL('./src', import.meta.url)), '@i18n': '../../shared/gone' },
	},
	plugins: [
		react(),
		viteStaticCopy({
			targets: [
				{ src: '../../shared/i18n', dest: '' },
				{ src: ['../../shared/i18n/*.json', `${mode}.json`], dest: 'texts' },
				{ src: '../../shared/i18n/de.json', dest: 'texts', rename: 'default.json' },
				{ src: 'missing/*.txt', dest: 'texts' },
				{ src: normalizePath(resolve(__dirname, '../../shared/i18n/*')), dest: 'all' },
			],
		}),
	],
	test: { setupFiles: ['./src/setup.ts'] },
} satisfies UserConfig));
