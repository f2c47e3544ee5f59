import { defineConfig } from '@playwright/test';
import base from '../playwright.config';

/** Pictures of every page, of a system that four weeks were told to: `npm run screens`. */
export default defineConfig({
  ...base,
  testDir: '.',
  workers: 1,
  projects: [{ name: 'screens', testMatch: 'screens.ts' }],
  globalSetup: './seed.ts',
  timeout: 900_000,
  // A busy machine takes its time for pictures, too.
  expect: { timeout: 120_000 },
});
