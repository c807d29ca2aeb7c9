module.exports = require('../../packages/base')([{ from: require('../..').texts, to: 'texts' }]);
