module.exports = { globalSetup: "./setup" };
