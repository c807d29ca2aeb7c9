const CopyPlugin = require('copy-webpack-plugin');

module.exports = (patterns) => ({ plugins: [module.exports.copies(patterns)] });
module.exports.copies = (patterns) => new CopyPlugin({ patterns });
