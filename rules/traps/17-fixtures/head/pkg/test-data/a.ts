pkg/test-data/a.ts
