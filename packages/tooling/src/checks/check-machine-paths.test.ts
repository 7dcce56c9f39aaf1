import { describe, expect, it } from 'vitest';
import { findMachinePaths } from '../../lib/checks/check-machine-paths.mjs';

// Put together here, so that this file passes the check itself.
const join = (...parts: string[]): string => parts.join('');

describe('findMachinePaths', () => {
  it.each([
    ['a home folder', join('see "/', 'home/ada/postern"')],
    ["root's home", join('cache: /', 'root/.npm')],
    ['a home folder on macOS', join('(/', 'Users/ada)')],
    ['a home folder on Windows', join('C:\\', 'Users\\ada')],
    ['a file address', join('file:', '///var/x')],
    ['a host of a private network', join('https://npm.bank', '.corp/registry')],
    ['the checkout', '/srv/checkout/packages'],
  ])('finds %s', (_what, text) => {
    expect(findMachinePaths(text, '/srv/checkout')).toHaveLength(1);
  });

  it.each([
    '/usr/bin/chromium',
    'GET /users/:id',
    'https://bank.example',
    'http://localhost:4101',
    'src/root/index.ts',
  ])('lets %s be', (text) => {
    expect(findMachinePaths(text, '/srv/checkout')).toEqual([]);
  });
});
