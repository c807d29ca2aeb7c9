scenes/src/other.ts
