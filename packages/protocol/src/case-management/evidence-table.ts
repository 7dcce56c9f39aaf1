import type { Channel, EvidenceKind, Finding, FindingSubject } from './z-assessment.ts';

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
export const MANDATORY_FINDINGS = ['identity_document', 'residence'] as const satisfies readonly FindingSubject[];

/** Evidence that presupposes how the bank met the person. */
const CHANNELS_OF: Readonly<Partial<Record<EvidenceKind, readonly Channel[]>>> = {
  original_document: ['in_person'],
  in_person_meeting: ['in_person'],
  video_call: ['video_call', 'in_person'],
};

/** Whether evidence of this kind can be had over this channel. */
export function isEvidenceOfChannel(options: { evidence: EvidenceKind; channel: Channel }): boolean {
  return CHANNELS_OF[options.evidence]?.includes(options.channel) !== false;
}

/** A residence that rests on more than the applicant's word. */
export function isResidenceDocumented(draft: { findings: readonly Pick<Finding, 'subject' | 'evidence'>[] }): boolean {
  return draft.findings.some(({ subject, evidence }) => subject === 'residence' && evidence !== 'applicant_statement');
}
