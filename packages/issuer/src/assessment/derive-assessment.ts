import {
  type Assessment,
  type AssessmentDraft,
  deriveFacts,
  EVIDENCE_OF,
  type FindingSubject,
  isEvidenceOfChannel,
  isResidenceDocumented,
} from '@postern/protocol';

import { CaseError } from '../error.ts';

/**
 * The assessment that follows from what the maker states: the findings under the maker's name, and assurance, diligence
 * and flags by the tables of the protocol. Nobody types these.
 *
 * @throws {CaseError} `ERR_ASSESSMENT_EVIDENCE` evidence that cannot support its finding or channel, a finding twice, a
 *   day in the future, a region without evidence of the residence
 */
export function deriveAssessment(options: { draft: AssessmentDraft; foundBy: string; today: string }): Assessment {
  const { draft, foundBy, today } = options;
  assertEvidence(draft, today);
  const { assurance, diligence, flags } = deriveFacts(draft);
  return {
    ...draft,
    findings: draft.findings.map((finding) => ({ ...finding, foundBy })),
    flags,
    assurance,
    diligence,
  };
}

function assertEvidence(draft: AssessmentDraft, today: string): void {
  const refuse = (subject: string, reason: string) =>
    new CaseError('ERR_ASSESSMENT_EVIDENCE', 'The evidence cannot support this finding.', {
      details: { subject, reason },
    });
  const seen = new Set<FindingSubject>();
  for (const { subject, evidence, seenOn } of draft.findings) {
    if (seen.has(subject)) throw refuse(subject, 'stated twice');
    seen.add(subject);
    if (!EVIDENCE_OF[subject].includes(evidence)) throw refuse(subject, 'kind of evidence');
    if (!isEvidenceOfChannel({ evidence, channel: draft.channel })) throw refuse(subject, 'channel');
    if (seenOn > today) throw refuse(subject, 'seen in the future');
  }
  if (draft.residenceSubdivision !== 0 && !isResidenceDocumented(draft)) throw refuse('residence', 'region');
}
