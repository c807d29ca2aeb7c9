libs/dates/src/index.ts
