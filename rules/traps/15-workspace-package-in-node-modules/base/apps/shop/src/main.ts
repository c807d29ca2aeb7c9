apps/shop/src/main.ts
