import { defineConfig } from '@playwright/test';
import { ofSystem } from '../console/tests/chromium.mjs';
import { house } from '../console/tests/house';
import { times } from '../console/tests/times';

// The system's own Chromium where there is one; else the one Playwright has installed.
const executablePath = ofSystem();

export default defineConfig({
  testDir: 'tests',
  timeout: times(240_000),
  expect: { timeout: times(15_000) },
  workers: 1,
  reporter: 'list',
  use: {
    baseURL: house().console,
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      ...(executablePath === undefined ? {} : { executablePath }),
    },
  },
});
