import { describe, expect, it } from 'vitest';
import { formatAmount, parseAmount } from './format-amount.ts';

describe('parseAmount', () => {
  it('reads whole and split amounts', () => {
    expect(parseAmount({ text: '100', decimals: 6 })).toBe(100_000_000n);
    expect(parseAmount({ text: ' 0,5 ', decimals: 6 })).toBe(500_000n);
  });

  it('refuses zero, signs, words and digits finer than the token', () => {
    for (const text of ['0', '-1', 'ten', '', '1e3', '0.0000001']) {
      expect(parseAmount({ text, decimals: 6 })).toBeUndefined();
    }
  });
});

describe('formatAmount', () => {
  it('shows two decimals and the unit', () => {
    expect(formatAmount({ amount: 1_250_500_000n, decimals: 6, symbol: 'DUSD' })).toBe('1,250.50 DUSD');
  });
});
