apps/shop/main.ts
