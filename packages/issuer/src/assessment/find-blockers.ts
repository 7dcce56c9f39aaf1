import { PROVABLE_NATIONALITIES } from '@postern/credential';
import { type ApplicationData, type AssessmentDraft, type Blocker, MANDATORY_FINDINGS } from '@postern/protocol';

import { CaseError } from '../error.ts';
import { computeValidUntil } from '../issuance/fix-issuance.ts';

/** Age from which a person is approved without an exception, years. */
const FULL_AGE = 18;

/** What stands between an application and its approval on a day, unix seconds. Without an assessment every finding lacks. */
export function findBlockers(options: {
  application: ApplicationData;
  assessment: Pick<AssessmentDraft, 'findings'> | null;
  now: number;
}): Blocker[] {
  const { application, assessment, now } = options;
  const today = new Date(now * 1000).toISOString().slice(0, 10);
  const { expiresOn } = application.document;
  const found = new Set((assessment?.findings ?? []).map((finding) => finding.subject));
  const blockers: Blocker[] = [];
  if (isYoungerThan({ birthDate: application.birthDate, today, years: FULL_AGE })) blockers.push('minor');
  if (expiresOn !== null && expiresOn < today) blockers.push('document_expired');
  else if (!outlivesMonth({ documentExpiresOn: expiresOn, now })) blockers.push('document_ends_too_soon');
  if (application.nationalities.length > PROVABLE_NATIONALITIES) blockers.push('more_nationalities');
  for (const subject of MANDATORY_FINDINGS) if (!found.has(subject)) blockers.push(`${subject}_missing`);
  return blockers;
}

/** @throws {CaseError} `ERR_CASE_BLOCKED` a blocker that no exception names */
export function assertUnblocked(options: {
  application: ApplicationData;
  assessment: Pick<AssessmentDraft, 'findings' | 'exceptions'> | null;
  now: number;
}): void {
  const excepted = new Set((options.assessment?.exceptions ?? []).map((exception) => exception.blocker));
  const open = findBlockers(options).filter((blocker) => !excepted.has(blocker));
  if (open.length > 0) {
    throw new CaseError('ERR_CASE_BLOCKED', 'The case cannot be approved as it stands.', {
      details: { blockers: open.join(' ') },
    });
  }
}

/** Days of ISO text compare as text; born on 29 February, a person comes of age on 1 March. */
function isYoungerThan(options: { birthDate: string; today: string; years: number }): boolean {
  const { birthDate, today, years } = options;
  const year = Number(birthDate.slice(0, 4)) + years;
  return today < `${String(year).padStart(4, '0')}${birthDate.slice(4)}`;
}

/** A credential ends with a month, so a document that ends before this one does leaves no day to state. */
function outlivesMonth(options: { documentExpiresOn: string | null; now: number }): boolean {
  try {
    computeValidUntil(options);
    return true;
  } catch {
    return false;
  }
}
