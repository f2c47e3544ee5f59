import { defineConfig } from '@playwright/test';
import { ofSystem } from './tests/chromium.mjs';
import { house } from './tests/house';
import { times } from './tests/times';

// The system's own Chromium where there is one; else the one Playwright has installed.
const executablePath = ofSystem();
const files = (...names: string[]) => names.map((name) => `${name}.spec.ts`);

export default defineConfig({
  testDir: 'tests',
  globalSetup: './tests/watch.setup.ts',
  timeout: times(240_000),
  expect: { timeout: times(15_000) },
  workers: 2,
  // All of them share one running system. Within a project one follows the other, so they may share agents and their desks; the two that run
  // beside each other share neither people on queue nor settings: README.md says who has what.
  projects: [
    {
      name: 'desk',
      workers: 1,
      testMatch: files(
        'access',
        'admin',
        'desk-rich',
        'files',
        'first',
        'hostile',
        'intake',
        'languages',
        'moderating',
        'operate',
        'reconnect',
        'shift',
        'thread',
        'together',
        'uploads',
      ),
    },
    { name: 'pages', workers: 1, testMatch: files('listening', 'pages', 'rules', 'watched') },
    // What is measured, and what holds for everybody who saves, has the system to itself.
    { name: 'load', workers: 1, testMatch: files('desk-load', 'tried'), dependencies: ['desk', 'pages'] },
  ],
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
