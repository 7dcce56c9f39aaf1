import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const FIXED_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A Chromium that the system has: on the path, or where its installer puts it. */
const findSystemBrowser = () => {
  const extension = process.platform === 'win32' ? '.exe' : '';
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const candidates = folders.flatMap((folder) => SYSTEM_NAMES.map((name) => path.join(folder, `${name}${extension}`)));
  return [...candidates, ...FIXED_PLACES].find((file) => existsSync(file));
};

/** Playwright's own build, if it was downloaded before. */
const findPlaywrightBrowser = async () => {
  const { chromium } = await import('@playwright/test');
  const file = chromium.executablePath();
  return existsSync(file) ? file : undefined;
};

const run = (command, args) =>
  spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;

const isDebianRoot = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** apt where this is root on Debian, else Playwright's download. */
const installBrowser = () => {
  process.stdout.write('No Chromium found; installing one.\n');
  if (isDebianRoot()) {
    const apt = (...args) => run('apt-get', ['-qq', ...args]);
    const installed = apt('install', '-y', '--no-install-recommends', 'chromium');
    if (installed || (apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium'))) return true;
  }
  return run('npx', ['playwright', 'install', 'chromium']);
};

/**
 * The browser of the end-to-end tests: CHROMIUM_PATH, the system's, Playwright's own, or a fresh one.
 *
 * @returns {Promise<string | undefined>} path of the executable; undefined when there is none and none could be had
 */
export const findBrowser = async () => {
  const given = process.env.CHROMIUM_PATH;
  if (given !== undefined && given !== '') return existsSync(given) ? given : undefined;
  const found = findSystemBrowser() ?? (await findPlaywrightBrowser());
  if (found !== undefined) return found;
  return installBrowser() ? (findSystemBrowser() ?? (await findPlaywrightBrowser())) : undefined;
};
