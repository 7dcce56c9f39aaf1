import { expect, it } from 'vitest';
import { shortenMiddle } from './shorten-middle.ts';

it('keeps both ends of a long value', () => {
  expect(shortenMiddle('0x1234567890abcdef1234567890abcdef12345678')).toBe('0x1234…5678');
});

it('leaves a short value whole', () => {
  expect(shortenMiddle('0x12345678')).toBe('0x12345678');
});
