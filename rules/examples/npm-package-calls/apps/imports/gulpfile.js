const { copyShared } = require('@acme/build');
exports.default = copyShared.name;
