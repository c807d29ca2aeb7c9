module.exports = class CopyPlugin {
	constructor(options) {
		this.patterns = options.patterns;
	}
};
