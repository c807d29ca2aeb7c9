export default {
	root: './client',
	build: { rollupOptions: { input: { main: 'client/index.html', gone: 'client/gone.html' } } },
};
