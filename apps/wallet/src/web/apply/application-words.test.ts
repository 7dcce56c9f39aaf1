import type { ApplicationStatus } from '@postern/protocol';
import { expect, it } from 'vitest';
import { describeLife } from './application-words.ts';

it.each([
  ['submitted', ['proven', 'ahead', 'ahead', 'ahead', 'ahead']],
  ['second_approval', ['proven', 'proven', 'waiting', 'ahead', 'ahead']],
  ['approved', ['proven', 'proven', 'proven', 'proven', 'ahead']],
  ['active', ['proven', 'proven', 'proven', 'proven', 'proven']],
  ['rejected', ['proven', 'refused']],
  ['revoked', ['proven', 'refused']],
] as const)('shows where %s stands', (state, tones) => {
  const status: ApplicationStatus = { applicationId: 'a', bankName: 'B', state, submittedAt: 1, updatedAt: 2 };
  expect(describeLife(status).map(({ tone }) => tone ?? 'ahead')).toEqual(tones);
});
