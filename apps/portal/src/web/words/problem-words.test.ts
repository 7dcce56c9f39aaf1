import { expect, it } from 'vitest';
import { staffProblemWords } from './problem-words.ts';

/** What the issuer refuses a member of staff's decision with. */
const DECISION_CODES = [
  'ERR_CASE_UNKNOWN',
  'ERR_CASE_TRANSITION',
  'ERR_CASE_SAME_APPROVER',
  'ERR_CASE_ROLE',
  'ERR_CASE_APPROVAL_VOID',
  'ERR_CASE_CHANGED',
  'ERR_CASE_BLOCKED',
  'ERR_ASSESSMENT_EVIDENCE',
  'ERR_IDENTITY_UNANSWERED',
  'ERR_IDENTITY_CHANGED',
  'ERR_IDENTITY_REASON',
  'ERR_MEASURE_MISSING',
  'ERR_MEASURE_PENDING',
  'ERR_MEASURE_REASON',
  'ERR_DECISION_UNKNOWN',
  'ERR_DECISION_MISMATCH',
  'ERR_DECISION_ASSESSMENT_MISSING',
  'ERR_DECISION_ASSESSMENT_CHANGED',
  'ERR_DECISION_SIGNATURE',
];

it.each(DECISION_CODES)('%s is said in full', (code) => {
  expect(Object.keys(staffProblemWords[code] ?? {})).toEqual(expect.arrayContaining(['title', 'remedy']));
});

it('has no words for what no issuer says any more', () => {
  expect(staffProblemWords).not.toHaveProperty('ERR_CASE_PERSON_KNOWN');
});
