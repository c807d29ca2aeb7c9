src/a.ts
