lib/index.d.ts
