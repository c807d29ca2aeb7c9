libs/a/a.js
