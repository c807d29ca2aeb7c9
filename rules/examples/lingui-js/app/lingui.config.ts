export default {
	locales: ['de', 'en'],
	catalogs: [{ path: '<rootDir>/locales/{locale}', include: ['../ui/src', 'gone'] }],
};
