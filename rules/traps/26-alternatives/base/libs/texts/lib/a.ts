libs/texts/lib/a.ts
