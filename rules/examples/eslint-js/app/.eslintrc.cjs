module.exports = {
	root: true,
	extends: ['eslint:recommended', '../.eslintrc.base.js', require.resolve('./gone')],
	rules: { 'no-console': process.env.CI ? 'error' : 'warn' },
};
