shop/a.ts
