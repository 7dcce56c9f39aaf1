import { defineConfig, devices } from '@playwright/test';

const args = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chromium's sandbox cannot start under uid 0.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
const executablePath = process.env.CHROMIUM_PATH;

/** Journeys at two widths, denials beside them; what moves the chain's clock comes when nobody needs it any more. */
export default defineConfig({
  outputDir: '../test-results/e2e',
  globalSetup: './setup/start-shared-stack.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME === undefined ? [['list']] : [['list'], ['json']],
  use: {
    actionTimeout: 20_000,
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    trace: 'off',
    launchOptions: { ...(executablePath === undefined ? {} : { executablePath }), args },
  },
  projects: [
    {
      name: 'desktop',
      testDir: './journeys',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 800 } },
    },
    // In the dark scheme, so that axe sees both.
    { name: 'phone', testDir: './journeys', use: { ...devices['Pixel 7'], colorScheme: 'dark' } },
    {
      name: 'denials',
      testDir: './denials',
      testIgnore: '**/expired-pass.spec.ts',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 800 } },
    },
    {
      name: 'proving',
      testDir: './proving',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 800 } },
    },
    { name: 'restarts', testDir: './restarts', dependencies: ['desktop', 'phone', 'denials'] },
    {
      name: 'time travel',
      testDir: './denials',
      testMatch: '**/expired-pass.spec.ts',
      dependencies: ['desktop', 'phone', 'denials'],
      use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 800 } },
    },
  ],
});
