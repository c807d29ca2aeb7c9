libs/shared/cli.js
