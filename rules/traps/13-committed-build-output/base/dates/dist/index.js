dates/dist/index.js
