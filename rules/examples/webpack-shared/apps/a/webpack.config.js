module.exports = require('../../tools/build/webpack/base')(__dirname);
