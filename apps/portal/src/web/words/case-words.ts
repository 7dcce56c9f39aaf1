import type { Assessment, CaseAction, CaseState, FlagName } from '@postern/protocol';
import type { Tone } from '@postern/ui';

/** How a state is called and coloured at the desk. */
export const stateWords: Readonly<Record<CaseState, { label: string; tone: Tone }>> = {
  submitted: { label: 'New', tone: 'waiting' },
  in_review: { label: 'In review', tone: 'waiting' },
  second_approval: { label: 'Second approval', tone: 'waiting' },
  approved: { label: 'Approved', tone: 'proven' },
  active: { label: 'Active', tone: 'proven' },
  suspended: { label: 'Suspended', tone: 'waiting' },
  revoked: { label: 'Revoked', tone: 'refused' },
  rejected: { label: 'Rejected', tone: 'refused' },
};

export const assuranceWords: Readonly<Record<Assessment['assurance'], { label: string; hint: string }>> = {
  low: { label: 'Low', hint: 'Stated by the applicant, little of it checked' },
  substantial: { label: 'Substantial', hint: 'Document and person checked, remote or in person' },
  high: { label: 'High', hint: 'In person, or the chip of the document was read' },
};

export const diligenceWords: Readonly<Record<Assessment['diligence'], { label: string; hint: string }>> = {
  simplified: { label: 'Simplified', hint: 'Low risk by law or product' },
  standard: { label: 'Standard', hint: 'The ordinary check' },
  enhanced: { label: 'Enhanced', hint: 'Higher risk, more evidence taken' },
};

/** What each flag says in plain words; the credential carries it as one bit. */
export const flagWords: Readonly<Record<FlagName, string>> = {
  sanctions_clear: 'No match on the sanctions lists',
  not_pep: 'Not a politically exposed person',
  adverse_media_checked: 'News about the person was checked',
  address_verified: 'Address proven by a document or a letter',
  source_of_funds_verified: 'Source of funds proven',
  face_matched: 'Face matches the document',
  active_liveness: 'Liveness shown by an active test',
  accredited: 'Accredited or professional investor',
  in_person: 'Seen in person',
  chip_read: 'Chip of the document read',
  device_bound_key: 'Key of the wallet is bound to a device',
  represents_entity: 'Acts for a legal entity',
  birth_date_partial: 'Birth date partly unknown',
};

/** The name of an action on its button. */
export const actionWords: Readonly<Record<CaseAction, string>> = {
  start_review: 'Start the review',
  propose: 'Propose approval',
  approve: 'Approve',
  return: 'Send back to review',
  reject: 'Reject',
  suspend: 'Suspend',
  reinstate: 'Reinstate',
  revoke: 'Revoke',
};

/** What was done, told after the fact. */
export const doneWords: Readonly<Record<CaseAction, string>> = {
  start_review: 'The review has begun.',
  propose: 'Proposed. Now a second person must approve.',
  approve: 'Approved. The applicant can receive the credential.',
  return: 'Sent back to review.',
  reject: 'The application is rejected.',
  suspend: 'The credential is suspended.',
  reinstate: 'The credential is valid again.',
  revoke: 'The credential is revoked.',
};
