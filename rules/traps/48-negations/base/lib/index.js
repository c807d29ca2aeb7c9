lib/index.js
