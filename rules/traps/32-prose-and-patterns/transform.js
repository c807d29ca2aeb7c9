transform.js
