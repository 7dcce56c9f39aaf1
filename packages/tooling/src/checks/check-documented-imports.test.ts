import { describe, expect, it } from 'vitest';
import { listDocumentedImports } from '../../lib/checks/check-documented-imports.mjs';

describe('listDocumentedImports', () => {
  it('reads names, types and entries of our packages out of TypeScript blocks', () => {
    const text = [
      '```ts',
      "import { compilePolicy, type PolicyInput } from '@postern/proof';",
      "import { createPresentation } from '@postern/proof/prove';",
      "import { http } from 'viem';",
      '```',
      "Not code: import { no } from '@postern/proof';",
    ].join('\n');
    expect(listDocumentedImports(text)).toEqual([
      { packageName: '@postern/proof', entry: '.', names: ['compilePolicy', 'PolicyInput'] },
      { packageName: '@postern/proof', entry: './prove', names: ['createPresentation'] },
    ]);
  });
});
