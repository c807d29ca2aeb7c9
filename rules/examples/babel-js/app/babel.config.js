module.exports = (api) => {
	api.cache(true);
	return { presets: ['@babel/preset-env', '../preset.js'], plugins: ['./gone-plugin'] };
};
