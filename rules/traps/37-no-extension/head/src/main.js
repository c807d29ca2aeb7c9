src/extension.js
