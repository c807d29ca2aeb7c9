import copy from 'rollup-plugin-copy';

export default {
	root: './client',
	plugins: [copy({ targets: [{ src: '../../shared/i18n/*', dest: 'dist/i18n' }] })],
	resolve: { alias: [{ find: /^~(.*)$/, replacement: './client/$1' }, { find: '#', replacement: './client' }] },
	build: { rollupOptions: { input: { main: 'client/index.html', gone: 'client/gone.html' } } },
};
