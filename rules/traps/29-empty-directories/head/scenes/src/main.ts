scenes/src/main.ts
