import type { Assessment, AssessmentDraft, Channel, EvidenceKind, FindingSubject, FlagName } from '@postern/protocol';

import { CaseError } from '../error.ts';

/** Evidence that each finding may rest on. */
export const EVIDENCE_OF: Readonly<Record<FindingSubject, readonly EvidenceKind[]>> = {
  identity_document: ['original_document', 'document_copy', 'document_chip'],
  residence: [
    'public_register',
    'utility_bill',
    'bank_statement',
    'tax_document',
    'original_document',
    'document_copy',
    'other_document',
    'applicant_statement',
  ],
  face_matched: ['in_person_meeting', 'video_call', 'photograph'],
  active_liveness: ['in_person_meeting', 'video_call'],
  source_of_funds_verified: ['bank_statement', 'tax_document', 'employer_letter', 'public_register', 'other_document'],
  accredited: ['public_register', 'bank_statement', 'tax_document', 'other_document'],
  chip_read: ['document_chip'],
  represents_entity: ['public_register', 'other_document'],
  birth_date_partial: ['original_document', 'document_copy', 'document_chip'],
};

/** Findings without which nobody is approved. */
export const MANDATORY_FINDINGS = ['identity_document', 'residence'] as const;

/** Evidence that presupposes how the bank met the person. */
const CHANNELS_OF: Readonly<Partial<Record<EvidenceKind, readonly Channel[]>>> = {
  original_document: ['in_person'],
  in_person_meeting: ['in_person'],
  video_call: ['video_call', 'in_person'],
};

/**
 * The assessment that follows from what the maker states: the findings under the maker's name, and assurance, diligence
 * and flags by the tables of this file. Nobody types these.
 *
 * @throws {CaseError} `ERR_ASSESSMENT_EVIDENCE` evidence that cannot support its finding or channel, a finding twice, a
 *   day in the future, a region without evidence of the residence
 */
export function deriveAssessment(options: { draft: AssessmentDraft; foundBy: string; today: string }): Assessment {
  const { draft, foundBy, today } = options;
  assertEvidence(draft, today);
  const flags = deriveFlags(draft);
  return {
    ...draft,
    findings: draft.findings.map((finding) => ({ ...finding, foundBy })),
    flags,
    assurance: deriveAssurance({ draft, flags }),
    diligence: deriveDiligence({ draft, flags }),
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
    if (CHANNELS_OF[evidence]?.includes(draft.channel) === false) throw refuse(subject, 'channel');
    if (seenOn > today) throw refuse(subject, 'seen in the future');
  }
  if (draft.residenceSubdivision !== 0 && !hasDocumentedResidence(draft)) throw refuse('residence', 'region');
}

/** A residence that rests on more than the applicant's word. */
function hasDocumentedResidence(draft: AssessmentDraft): boolean {
  return draft.findings.some(({ subject, evidence }) => subject === 'residence' && evidence !== 'applicant_statement');
}

function deriveFlags(draft: AssessmentDraft): FlagName[] {
  const found = new Set<string>(draft.findings.map((finding) => finding.subject));
  const flags: FlagName[] = [];
  if (hasDocumentedResidence(draft)) flags.push('address_verified');
  if (draft.channel === 'in_person') flags.push('in_person');
  for (const flag of [
    'source_of_funds_verified',
    'face_matched',
    'active_liveness',
    'accredited',
    'chip_read',
    'represents_entity',
    'birth_date_partial',
  ] as const) {
    if (found.has(flag)) flags.push(flag);
  }
  return flags.toSorted();
}

/**
 * How sure the bank is who this is. A document and a face seen from afar never give more than substantial; high needs
 * the person and the original in one room, or the document's chip beside a face seen alive.
 */
function deriveAssurance(options: { draft: AssessmentDraft; flags: readonly FlagName[] }): Assessment['assurance'] {
  const { draft, flags } = options;
  const document = draft.findings.find((finding) => finding.subject === 'identity_document');
  if (document === undefined || !flags.includes('face_matched')) return 'low';
  if (draft.channel === 'in_person' && document.evidence !== 'document_copy') return 'high';
  const seenAlive = flags.includes('active_liveness');
  if (flags.includes('chip_read') && seenAlive) return 'high';
  return draft.channel !== 'remote_documents' || seenAlive || flags.includes('chip_read') ? 'substantial' : 'low';
}

/** How much was looked into: residence on paper makes it standard, the source of funds on top of that enhanced. */
function deriveDiligence(options: { draft: AssessmentDraft; flags: readonly FlagName[] }): Assessment['diligence'] {
  const { draft, flags } = options;
  const documented = draft.findings.some((finding) => finding.subject === 'identity_document');
  if (!documented || !flags.includes('address_verified')) return 'simplified';
  return flags.includes('source_of_funds_verified') ? 'enhanced' : 'standard';
}
