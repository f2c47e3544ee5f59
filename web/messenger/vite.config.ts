import { defineConfig } from 'vitest/config';

// One file that any page can load with one tag; the page around it in `public` is for trying it out.
export default defineConfig({
  build: {
    target: 'es2022',
    lib: { entry: 'src/element.tsx', formats: ['iife'], name: 'HarkenMessenger', fileName: () => 'messenger.js' },
  },
  test: { include: ['src/**/*.test.ts'] },
});
