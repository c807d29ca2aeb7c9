src/b.tsx
