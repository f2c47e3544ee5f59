import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  // Nothing is inlined: the page's policy allows files of its own origin and no `data:` scripts or styles.
  // ECharts is the one large chunk, and it is loaded with the first chart only.
  build: { chunkSizeWarningLimit: 600, target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  // Reading openapi.json takes seconds where much else runs.
  test: { include: ['src/**/*.test.ts', 'tests/**/*.test.ts'], testTimeout: 60_000 },
});
