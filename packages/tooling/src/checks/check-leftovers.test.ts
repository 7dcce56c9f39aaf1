import { describe, expect, it } from 'vitest';
import { findLeftovers } from '../../lib/checks/check-leftovers.mjs';

describe('findLeftovers', () => {
  it('lets sources, declarations and scripts with their types be', () => {
    const files = ['src/a.ts', 'src/b.tsx', 'src/css.d.ts', 'lib/run.mjs', 'lib/run.d.mts', 'package.json'];
    expect(findLeftovers(files)).toEqual([]);
  });

  it.each([
    ['a script', 'src/a.js'],
    ['a declaration', 'src/a.d.ts'],
    ['a source map', 'src/a.js.map'],
    ['a map of a declaration', 'src/a.d.ts.map'],
  ])('finds %s beside the source it was compiled from', (_what, file) => {
    expect(findLeftovers(['src/a.ts', file])).toHaveLength(1);
  });

  it.each(['notes.md.orig', 'src/a.ts~', 'debug.log', 'tsconfig.tsbuildinfo', 'packages/a/.DS_Store'])(
    'finds what a tool left: %s',
    (file) => {
      expect(findLeftovers([file])).toHaveLength(1);
    },
  );
});
