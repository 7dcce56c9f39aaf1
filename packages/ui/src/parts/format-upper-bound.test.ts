import { describe, expect, it } from 'vitest';
import { formatUpperBound } from './format-upper-bound.ts';

describe('formatUpperBound', () => {
  it.each([
    [0, '0 seconds'],
    [1, '1 second'],
    [60, '1 minute'],
    [90, '90 seconds'],
    [612, '11 minutes'],
    [3_600, '1 hour'],
    [86_412, '25 hours'],
    [172_801, '3 days'],
  ])('%i seconds are %s', (seconds, text) => {
    expect(formatUpperBound({ seconds })).toBe(text);
  });

  it('is never shorter than the time itself', () => {
    const sizes = { second: 1, minute: 60, hour: 3600, day: 86_400 };
    for (let seconds = 0; seconds < 400_000; seconds += 977) {
      const [count = '', unit = ''] = formatUpperBound({ seconds }).split(' ');
      const size = sizes[unit.replace(/s$/, '') as keyof typeof sizes];
      expect(Number(count) * size).toBeGreaterThanOrEqual(seconds);
    }
  });
});
