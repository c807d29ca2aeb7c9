module.exports = { require: ['./test/setup.js', './gone.js'], spec: 'test/**/*.test.js' };
