libs/texts/src/b.ts
