import { isResidenceDocumented } from './evidence-table.ts';
import type { Assessment, AssessmentDraft, Finding, FlagName } from './z-assessment.ts';

/** Which rule gave the assurance. */
export type AssuranceReason =
  | 'document_missing'
  | 'face_not_matched'
  | 'original_in_person'
  | 'chip_and_alive'
  | 'met'
  | 'alive'
  | 'chip'
  | 'from_afar';

/** Which rule gave the diligence. */
export type DiligenceReason =
  | 'document_missing'
  | 'residence_undocumented'
  | 'residence_documented'
  | 'source_of_funds';

/** What the tables make of a draft, and by which rule. */
export type DerivedFacts = Pick<Assessment, 'assurance' | 'diligence' | 'flags'> & {
  assuranceReason: AssuranceReason;
  diligenceReason: DiligenceReason;
};

/** How the bank met the person, and what rests on which evidence: all that the tables look at. */
type Stated = Pick<AssessmentDraft, 'channel'> & { findings: readonly Pick<Finding, 'subject' | 'evidence'>[] };

/**
 * Assurance, diligence and flags that follow from what the maker states. Nobody types these: the issuer derives what is
 * signed, and the portal shows the same while the form is filled in.
 */
export function deriveFacts(draft: Stated): DerivedFacts {
  const flags = deriveFlags(draft);
  const assuranceReason = chooseAssuranceRule({ draft, flags });
  const diligenceReason = chooseDiligenceRule({ draft, flags });
  return {
    flags,
    assuranceReason,
    assurance: ASSURANCE[assuranceReason],
    diligenceReason,
    diligence: DILIGENCE[diligenceReason],
  };
}

const ASSURANCE: Readonly<Record<AssuranceReason, Assessment['assurance']>> = {
  document_missing: 'low',
  face_not_matched: 'low',
  from_afar: 'low',
  met: 'substantial',
  alive: 'substantial',
  chip: 'substantial',
  original_in_person: 'high',
  chip_and_alive: 'high',
};

const DILIGENCE: Readonly<Record<DiligenceReason, Assessment['diligence']>> = {
  document_missing: 'simplified',
  residence_undocumented: 'simplified',
  residence_documented: 'standard',
  source_of_funds: 'enhanced',
};

/** Findings that are flags by themselves. */
const FLAGS_FOUND = [
  'source_of_funds_verified',
  'face_matched',
  'active_liveness',
  'accredited',
  'chip_read',
  'represents_entity',
  'birth_date_partial',
] as const satisfies readonly FlagName[];

function deriveFlags(draft: Stated): FlagName[] {
  const found = new Set<string>(draft.findings.map((finding) => finding.subject));
  const flags: FlagName[] = FLAGS_FOUND.filter((flag) => found.has(flag));
  if (isResidenceDocumented(draft)) flags.push('address_verified');
  if (draft.channel === 'in_person') flags.push('in_person');
  return flags.toSorted();
}

/**
 * How sure the bank is who this is. A document and a face seen from afar never give more than substantial; high needs
 * the person and the original in one room, or the document's chip beside a face seen alive.
 */
function chooseAssuranceRule({ draft, flags }: { draft: Stated; flags: readonly FlagName[] }): AssuranceReason {
  const document = draft.findings.find((finding) => finding.subject === 'identity_document');
  if (document === undefined) return 'document_missing';
  if (!flags.includes('face_matched')) return 'face_not_matched';
  if (draft.channel === 'in_person' && document.evidence !== 'document_copy') return 'original_in_person';
  const seenAlive = flags.includes('active_liveness');
  const chipRead = flags.includes('chip_read');
  if (chipRead && seenAlive) return 'chip_and_alive';
  if (draft.channel !== 'remote_documents') return 'met';
  if (seenAlive) return 'alive';
  return chipRead ? 'chip' : 'from_afar';
}

/** How much was looked into: residence on paper makes it standard, the source of funds on top of that enhanced. */
function chooseDiligenceRule({ draft, flags }: { draft: Stated; flags: readonly FlagName[] }): DiligenceReason {
  if (!draft.findings.some((finding) => finding.subject === 'identity_document')) return 'document_missing';
  if (!flags.includes('address_verified')) return 'residence_undocumented';
  return flags.includes('source_of_funds_verified') ? 'source_of_funds' : 'residence_documented';
}
