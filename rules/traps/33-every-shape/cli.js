cli.js
