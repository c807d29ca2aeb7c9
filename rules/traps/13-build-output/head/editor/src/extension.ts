editor/src/extension.ts
