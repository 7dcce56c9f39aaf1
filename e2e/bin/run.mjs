#!/usr/bin/env node
// `npm run test:e2e`: finds a browser, runs Playwright, leaves the counts for `npm test`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './find-browser.mjs';

const E2E = fileURLToPath(new URL('../', import.meta.url));
const ROOT = path.dirname(path.resolve(E2E));

const browser = await findBrowser();
if (browser === undefined) {
  process.stderr.write(
    'No Chromium: set CHROMIUM_PATH, or run "apt-get install chromium" or "npx playwright install chromium".\n',
  );
  process.exit(1);
}

const scratch = mkdtempSync(path.join(os.tmpdir(), 'postern-e2e-'));
const report = path.join(scratch, 'report.json');
const cli = path.join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
const child = spawn(
  process.execPath,
  [cli, 'test', '--config', path.join(E2E, 'playwright.config.ts'), ...process.argv.slice(2)],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
const status = await new Promise((resolve) => {
  child.once('close', (code) => resolve(code ?? 1));
});

let counts = { passed: 0, failed: 1 };
if (existsSync(report)) {
  const { stats } = JSON.parse(readFileSync(report, 'utf8'));
  counts = { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}
// A broken set-up fails no single test, but it is a failure.
if (status !== 0 && counts.failed === 0) counts.failed = 1;
rmSync(scratch, { recursive: true, force: true });
if (process.env.POSTERN_TEST_REPORT !== undefined) {
  writeFileSync(process.env.POSTERN_TEST_REPORT, JSON.stringify(counts));
}
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
process.exit(status);
