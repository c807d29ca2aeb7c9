extension/content.js
