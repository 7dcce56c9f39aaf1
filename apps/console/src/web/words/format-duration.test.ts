import { describe, expect, it } from 'vitest';
import { formatDuration } from './format-duration.ts';

describe('formatDuration', () => {
  it.each([
    [2_592_000, '30 days'],
    [86_400, '1 day'],
    [5_400, '90 minutes'],
    [61, '61 seconds'],
    [0, '0 seconds'],
  ])('%i is %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
