import { expect, it } from 'vitest';
import { findEndedKind } from './describe-ended.ts';

const HERE = 'https://bank.example/t/one';

it.each([
  [[], 'unknown'],
  [['suspended'], 'paused'],
  [['revoked'], 'ended'],
  [['active'], 'unknown'],
  [[undefined], 'unknown'],
  [['active', 'suspended'], 'paused'],
  [['revoked', 'suspended'], 'unknown'],
] as const)('says what the bank told of %j: %s', (states, kind) => {
  expect(findEndedKind({ states: states.map((state) => ({ issuer: HERE, state })), issuer: HERE })).toBe(kind);
});

it('does not ask another bank', () => {
  const states = [{ issuer: 'https://other.example', state: 'suspended' as const }];
  expect(findEndedKind({ states, issuer: HERE })).toBe('unknown');
  expect(findEndedKind({ states, issuer: undefined })).toBe('paused');
});
