import { describe, expect, it } from 'vitest';
import { isLocalChain } from './is-local-chain.ts';

describe('isLocalChain', () => {
  it.each([31_337, 31_338])('knows %i', (chainId) => {
    expect(isLocalChain(chainId)).toBe(true);
  });

  it.each([1, 10, 11_155_111, 1_337, 31_336, 31_339, 0, -31_337, Number.NaN])(
    'takes %d for a real chain',
    (chainId) => {
      expect(isLocalChain(chainId)).toBe(false);
    },
  );
});
