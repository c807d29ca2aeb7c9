shop/b.ts
