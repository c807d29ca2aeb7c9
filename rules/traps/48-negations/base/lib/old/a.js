lib/old/a.js
