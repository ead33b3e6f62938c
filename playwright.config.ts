import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/browser.mjs';

const port = Number(process.env.PREVIEW_PORT ?? 4319);
const address = `http://127.0.0.1:${port}/`;

/** Root may not use Chromium's sandbox; the others keep the browser from looking for its maker's hosts. */
const launchFlags = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const executablePath = await findBrowser();

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  snapshotPathTemplate: '{testDir}/goldens/{arg}{ext}',
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Every page samples on a core of its own: more of them at once would only wait for each other.
  workers: 2,
  // For slow machines without a graphics device; no test waits for time to pass.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    // Traces take two minutes of every five: `npx playwright test --trace retain-on-failure` where a failure is to be seen step by step.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: { ...(executablePath ? { executablePath } : {}), args: launchFlags },
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --configLoader runner --host 127.0.0.1 --port ${port} --strictPort`,
    url: address,
    reuseExistingServer: false,
  },
});
