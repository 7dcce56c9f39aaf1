import { describe, expect, it } from 'vitest';
import { findMachinePaths, findPathsOutside } from '../../lib/checks/check-machine-paths.mjs';

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

describe('findPathsOutside', () => {
  const ups = (count: number): string => '../'.repeat(count);

  it('lets paths to the root and below be', () => {
    expect(findPathsOutside('packages/a/src/b.ts', `'${ups(3)}README.md'`)).toEqual([]);
    expect(findPathsOutside('packages/a/src/b.ts', `get('/assets/${ups(9)}etc')`)).toEqual([]);
  });

  it('finds a path to what lies beside the repository', () => {
    expect(findPathsOutside('packages/a/src/b.ts', `'${ups(4)}shared/vectors'`)).toHaveLength(1);
  });
});
