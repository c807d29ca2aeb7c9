src/index.ts
