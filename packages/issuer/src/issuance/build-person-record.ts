import type { PersonRecord } from '@postern/credential';
import type { ApplicationData, Assessment } from '@postern/protocol';

/**
 * The canonical record of an approved case. Each value has a source that the file records: a statement of the applicant
 * that a finding confirms, a finding, the table over findings and channel, or issuing itself.
 */
export function buildPersonRecord(options: {
  application: ApplicationData;
  assessment: Assessment;
  now: number;
  testData: boolean;
}): PersonRecord {
  const { application, assessment, now, testData } = options;
  const { email: _email, ...stated } = application;
  const { assurance, diligence, flags, residenceSubdivision } = assessment;
  // Nobody is screened yet, so that no credential says when.
  const moments = { screenedAt: 0, issuedAt: now, reboundAt: 0 };
  return { ...stated, assurance, diligence, flags, residenceSubdivision, testData, ...moments };
}
