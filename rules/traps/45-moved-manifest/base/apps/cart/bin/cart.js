apps/cart/bin/cart.js
