dates/src/index.js
