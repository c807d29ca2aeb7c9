main.ts
