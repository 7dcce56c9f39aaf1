import type {
  Assessment,
  AssuranceReason,
  Blocker,
  Channel,
  DiligenceReason,
  EvidenceKind,
  FindingSubject,
  FlagName,
} from '@postern/protocol';

export const channelWords: Readonly<Record<Channel, { label: string; hint: string }>> = {
  remote_documents: { label: 'Documents sent in', hint: 'Nobody at the bank has met the person' },
  video_call: { label: 'Video call', hint: 'Somebody at the bank saw and heard the person' },
  in_person: { label: 'In person', hint: 'Person and papers were in the room' },
};

export const subjectWords: Readonly<Record<FindingSubject, string>> = {
  identity_document: 'Identity document',
  residence: 'Where the person lives',
  face_matched: 'Face matches the document',
  active_liveness: 'Person seen alive',
  source_of_funds_verified: 'Source of funds',
  accredited: 'Accredited or professional investor',
  chip_read: 'Chip of the document read',
  represents_entity: 'Acts for a legal entity',
  birth_date_partial: 'Birth date partly unknown',
};

export const evidenceWords: Readonly<Record<EvidenceKind, string>> = {
  original_document: 'The original document',
  document_copy: 'A copy of the document',
  document_chip: 'The chip of the document',
  in_person_meeting: 'A meeting in person',
  video_call: 'A video call',
  photograph: 'A photograph',
  public_register: 'A public register',
  utility_bill: 'A utility bill',
  bank_statement: 'A bank statement',
  tax_document: 'A tax document',
  employer_letter: "An employer's letter",
  other_document: 'Another document',
  applicant_statement: "The applicant's word alone",
};

export const assuranceWords: Readonly<Record<Assessment['assurance'], string>> = {
  low: 'Low',
  substantial: 'Substantial',
  high: 'High',
};

/** Each goes on after "because". */
export const assuranceReasonWords: Readonly<Record<AssuranceReason, string>> = {
  document_missing: 'no finding is about the identity document',
  face_not_matched: 'nobody matched the face with the document',
  from_afar: 'document and face were only seen in what was sent in',
  met: 'the face was matched in a call or a meeting; high needs person and original in one room, or the chip and the person seen alive',
  alive: 'the face was seen alive',
  chip: 'the face was matched and the chip of the document read',
  original_in_person: 'person and original document were in one room',
  chip_and_alive: 'the chip of the document was read and the face seen alive',
};

export const diligenceWords: Readonly<Record<Assessment['diligence'], string>> = {
  simplified: 'Simplified',
  standard: 'Standard',
  enhanced: 'Enhanced',
};

/** Each goes on after "because". */
export const diligenceReasonWords: Readonly<Record<DiligenceReason, string>> = {
  document_missing: 'no finding is about the identity document',
  residence_undocumented: "only the applicant's word says where they live, or nothing does",
  residence_documented: 'a document says where they live',
  source_of_funds: 'documents say where they live and where the money comes from',
};

/** What each flag says in plain words; the credential carries it as one bit. */
export const flagWords: Readonly<Record<FlagName, string>> = {
  address_verified: 'Address proven',
  source_of_funds_verified: 'Source of funds proven',
  face_matched: 'Face matches the document',
  active_liveness: 'Person seen alive',
  accredited: 'Accredited or professional investor',
  in_person: 'Seen in person',
  chip_read: 'Chip of the document read',
  represents_entity: 'Acts for a legal entity',
  birth_date_partial: 'Birth date partly unknown',
};

/** What stands between a case and its approval. */
export const blockerWords: Readonly<Record<Blocker, string>> = {
  minor: 'The applicant is under 18.',
  document_expired: 'The document has expired.',
  document_ends_too_soon: 'The document ends before a credential could.',
  more_nationalities:
    'The applicant has more than two nationalities. A credential proves the first; lists of refused countries refuse it.',
  identity_document_missing: 'No finding is about the identity document.',
  residence_missing: 'No finding is about where the person lives.',
};
