import { z } from 'zod';
import { zIsoDay } from '../common/z-primitives.ts';
import { nameSubdivision, UNLISTED_SUBDIVISION } from './subdivisions.ts';

/** How the bank met the person. */
export const zChannel = z.enum(['remote_documents', 'video_call', 'in_person']);
export type Channel = z.infer<typeof zChannel>;

/** What a member of staff can find out. Who was screened against lists is no finding: it needs a screening result. */
export const zFindingSubject = z.enum([
  'identity_document',
  'residence',
  'face_matched',
  'active_liveness',
  'source_of_funds_verified',
  'accredited',
  'chip_read',
  'represents_entity',
  'birth_date_partial',
]);
export type FindingSubject = z.infer<typeof zFindingSubject>;

export const zEvidenceKind = z.enum([
  'original_document',
  'document_copy',
  'document_chip',
  'in_person_meeting',
  'video_call',
  'photograph',
  'public_register',
  'utility_bill',
  'bank_statement',
  'tax_document',
  'employer_letter',
  'other_document',
  'applicant_statement',
]);
export type EvidenceKind = z.infer<typeof zEvidenceKind>;

/** A named person's finding: what it rests on, in their words, and the day they saw it. */
export const zFinding = z.strictObject({
  subject: zFindingSubject,
  evidence: zEvidenceKind,
  note: z.string().trim().min(3).max(500),
  seenOn: zIsoDay,
});
export type Finding = z.infer<typeof zFinding>;

/** What stands between a case and its approval. */
export const zBlocker = z.enum([
  'minor',
  'document_expired',
  'document_ends_too_soon',
  'more_nationalities',
  'identity_document_missing',
  'residence_missing',
]);
export type Blocker = z.infer<typeof zBlocker>;

/** A blocker that both people sign away, with the reason. */
export const zException = z.strictObject({ blocker: zBlocker, reason: z.string().trim().min(10).max(500) });
export type Exception = z.infer<typeof zException>;

/** What the maker states; everything else follows from it by a table. */
export const zAssessmentDraft = z.strictObject({
  channel: zChannel,
  findings: z.array(zFinding).max(20),
  /** Code of the published table of regions, 0 = unlisted; another needs evidence of the residence. */
  residenceSubdivision: z.int().refine((code) => code === UNLISTED_SUBDIVISION || nameSubdivision(code) !== undefined),
  exceptions: z.array(zException).max(5),
});
export type AssessmentDraft = z.infer<typeof zAssessmentDraft>;

/** Flags of slot 7 that a recorded finding or channel can set. Screening sets the others, the issuer `test_data`. */
export const zFlagName = z.enum([
  'address_verified',
  'source_of_funds_verified',
  'face_matched',
  'active_liveness',
  'accredited',
  'in_person',
  'chip_read',
  'represents_entity',
  'birth_date_partial',
]);
export type FlagName = z.infer<typeof zFlagName>;

/** An assessment as it is signed and kept: the findings with who made them, and what the table derives. */
export const zAssessment = z.strictObject({
  ...zAssessmentDraft.shape,
  findings: z.array(z.strictObject({ ...zFinding.shape, foundBy: z.string() })).max(20),
  assurance: z.enum(['low', 'substantial', 'high']),
  diligence: z.enum(['simplified', 'standard', 'enhanced']),
  flags: z.array(zFlagName),
});
export type Assessment = z.infer<typeof zAssessment>;
