import { expect, it } from 'vitest';
import { type ApplicationLife, describeApplicationLife } from './describe-application-life.ts';

const status = (state: ApplicationLife['state']): ApplicationLife => ({
  state,
  submittedAt: 1_795_000_000,
  updatedAt: 1_795_003_600,
});
const tones = (state: ApplicationLife['state']) =>
  describeApplicationLife(status(state)).map((event) => event.tone ?? 'ahead');

it.each([
  ['submitted', ['proven', 'ahead', 'ahead', 'ahead', 'ahead']],
  ['in_review', ['proven', 'waiting', 'ahead', 'ahead', 'ahead']],
  ['second_approval', ['proven', 'proven', 'waiting', 'ahead', 'ahead']],
  ['approved', ['proven', 'proven', 'proven', 'proven', 'ahead']],
  ['active', ['proven', 'proven', 'proven', 'proven', 'proven']],
  ['suspended', ['proven', 'waiting']],
  ['revoked', ['proven', 'refused']],
  ['rejected', ['proven', 'refused']],
] as const)('shows where %s stands', (state, expected) => {
  expect(tones(state)).toEqual(expected);
});
