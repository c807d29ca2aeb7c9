services/cart/index.js
