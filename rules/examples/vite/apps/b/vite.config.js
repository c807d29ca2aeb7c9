export default {
	root: './client',
	resolve: { alias: [{ find: /^~(.*)$/, replacement: './client/$1' }, { find: '#', replacement: './client' }] },
	build: { rollupOptions: { input: { main: 'client/index.html', gone: 'client/gone.html' } } },
};
