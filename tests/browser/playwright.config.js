// The browser is Debian's; nothing is downloaded.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.js',
  globalSetup: './setup.js',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  // A walk over a handbook is one test.
  timeout: 240_000,
  forbidOnly: true,
  reporter: 'list',
  outputDir: 'node_modules/.results',
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 900 },
    launchOptions: {
      executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
      // Its sandbox refuses to work for root.
      args: process.getuid() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
