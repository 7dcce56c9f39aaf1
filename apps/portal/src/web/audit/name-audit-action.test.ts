import { expect, it } from 'vitest';
import { nameAuditAction } from './name-audit-action.ts';

it.each([
  ['case.start_review', 'Case: start review'],
  ['staff.sign_in.passkey', 'Staff: sign in passkey'],
  ['anchored', 'Anchored'],
])('reads %s as %s', (action, words) => {
  expect(nameAuditAction(action)).toBe(words);
});
