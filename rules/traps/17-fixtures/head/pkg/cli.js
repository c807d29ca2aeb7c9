pkg/cli.js
