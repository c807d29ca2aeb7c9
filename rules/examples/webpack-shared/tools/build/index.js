exports.copies = require('./copies.json');
exports.never = () => ({ from: 'never' });
