import type { CredentialCheck } from '@postern/holder';
import { expect, it } from 'vitest';
import { listDurations } from './list-durations.ts';

const HOUR = 3600;
const NOW = Date.parse('2026-11-30T18:00:00Z') / 1000;
const labelOf = (days: number, seconds: number) =>
  listDurations({
    state: 'ready',
    now: NOW,
    durations: [{ days, expiresAt: NOW + seconds }],
  } as unknown as Extract<CredentialCheck, { state: 'ready' }>);

it.each([
  [0, 59 * 60, 'Less than an hour'],
  [0, HOUR, '1 hour'],
  [0, 6 * HOUR, '6 hours'],
  [1, 30 * HOUR, '1 day'],
  [29, 29 * 24 * HOUR, '29 days'],
])('a choice of %i whole days and %i seconds in all is called what it lasts at least: %s', (days, seconds, label) => {
  const [choice] = labelOf(days, seconds);
  expect(choice).toMatchObject({ label, value: String(NOW + seconds) });
  expect(choice?.detail).toMatch(/^until \d/);
});
