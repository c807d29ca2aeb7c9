apps/cart/src/main.ts
