import type { Tone } from '@postern/ui';

type Words = { title: string; tone: Tone };

const caseKinds: Readonly<Record<string, Words>> = {
  submitted: { title: 'Application received', tone: 'quiet' },
  start_review: { title: 'Review started', tone: 'quiet' },
  propose: { title: 'Approval proposed', tone: 'proven' },
  approve: { title: 'Approved', tone: 'proven' },
  return: { title: 'Sent back to review', tone: 'waiting' },
  reject_proposed: { title: 'Rejection proposed', tone: 'waiting' },
  reject_confirmed: { title: 'Rejected', tone: 'refused' },
  reject_withdrawn: { title: 'Proposed rejection withdrawn', tone: 'quiet' },
  suspend_proposed: { title: 'Suspension proposed', tone: 'waiting' },
  suspend_confirmed: { title: 'Suspension confirmed', tone: 'waiting' },
  suspend_withdrawn: { title: 'Proposed suspension withdrawn', tone: 'quiet' },
  reinstate_proposed: { title: 'Reinstatement proposed', tone: 'waiting' },
  reinstate_confirmed: { title: 'Reinstated', tone: 'proven' },
  reinstate_withdrawn: { title: 'Proposed reinstatement withdrawn', tone: 'quiet' },
  revoke_proposed: { title: 'Revocation proposed', tone: 'waiting' },
  revoke_confirmed: { title: 'Revoked', tone: 'refused' },
  revoke_withdrawn: { title: 'Proposed revocation withdrawn', tone: 'quiet' },
  separate_proposed: { title: 'Undoing “same person” proposed', tone: 'waiting' },
  separate_confirmed: { title: 'Separated from the other files', tone: 'waiting' },
  separate_withdrawn: { title: 'Proposal to undo “same person” withdrawn', tone: 'quiet' },
  rebind_proposed: { title: 'Offer to another wallet proposed', tone: 'waiting' },
  rebind_confirmed: { title: 'Offer to another wallet decided', tone: 'proven' },
  rebind_withdrawn: { title: 'Proposed offer to another wallet withdrawn', tone: 'quiet' },
  emergency_suspend: { title: 'Suspended at once, in an emergency', tone: 'refused' },
};

/** Acts that an earlier release logged: a log is never rewritten. */
const earlierKinds: Readonly<Record<string, Words>> = {
  submitted_by_known_person: { title: 'Application of a person the bank knows', tone: 'waiting' },
  reject: { title: 'Rejected', tone: 'refused' },
  suspend: { title: 'Suspended', tone: 'waiting' },
  reinstate: { title: 'Reinstated', tone: 'proven' },
  revoke: { title: 'Revoked', tone: 'refused' },
};

const kinds: Readonly<Record<string, Words>> = {
  ...caseKinds,
  ...earlierKinds,
  identity_same_person: { title: 'Decided: the same person as in another file', tone: 'waiting' },
  identity_another_person: { title: 'Decided: another person than in another file', tone: 'quiet' },
  identity_separated: { title: 'Another file was separated from this one', tone: 'waiting' },
  rebinding_started: { title: 'Move to another wallet begun: the earlier credential is suspended', tone: 'waiting' },
  rebinding_told: { title: 'The holder was told by e-mail', tone: 'quiet' },
  rebinding_not_told: { title: 'The holder could not be told: no contact on file', tone: 'refused' },
  rebinding_objected: { title: 'The holder objected to the move', tone: 'refused' },
  rebinding_done: { title: 'Moved to another wallet: the earlier credential ended', tone: 'waiting' },
  rebinding_cancelled: { title: 'Move to another wallet stopped', tone: 'quiet' },
  approval_broken: { title: 'Alarm: the file is not what was approved; a wallet was refused', tone: 'refused' },
  offer_created: { title: 'Credential offered', tone: 'proven' },
  offer_requested: { title: 'Applicant asked for an offer', tone: 'quiet' },
  offer_redeemed: { title: 'Offer taken with the right code', tone: 'proven' },
  offer_locked: { title: 'Offer locked after wrong codes', tone: 'refused' },
  authorization_granted: { title: "Wallet let in on the bank's page", tone: 'proven' },
  token_refreshed: { title: 'Wallet renewed its access', tone: 'quiet' },
  token_reuse_detected: { title: 'Access ended: a token came twice', tone: 'refused' },
  credential_intent: { title: 'Credential prepared', tone: 'quiet' },
  credential_request_denied: { title: 'Credential request refused', tone: 'refused' },
  credential_issued: { title: 'Credential received by a wallet', tone: 'proven' },
  credential_accepted: { title: 'Wallet confirmed the credential', tone: 'proven' },
  credential_failure: { title: 'Wallet could not keep the credential', tone: 'waiting' },
  credential_deleted: { title: 'Wallet deleted the credential', tone: 'waiting' },
  credential_replaced: { title: "Credential ended: another file's took its place", tone: 'refused' },
  staff_signed_in: { title: 'Signed in', tone: 'quiet' },
  passkey_counter_regressed: { title: 'Warning: a passkey counted backwards; it may be a copy', tone: 'waiting' },
  passkey_removed: { title: 'Removed a passkey', tone: 'quiet' },
  member_removed: { title: 'Member of staff removed', tone: 'waiting' },
  key_revocation_proposed: { title: 'Revoking a signing key proposed', tone: 'waiting' },
  key_revocation_withdrawn: { title: 'Proposal to revoke a signing key withdrawn', tone: 'quiet' },
  key_revoked: { title: 'Signing key revoked: nothing it signed counts any more', tone: 'refused' },
  passkey_enrolled: { title: 'Enrolled a passkey', tone: 'quiet' },
  key_rotated: { title: 'Signing key changed', tone: 'waiting' },
  tenant_created: { title: 'Bank set up', tone: 'quiet' },
};

/** Words and tone of something that happened, for the life of a case and the audit log; unknown kinds are made readable. */
export function describeEvent({ kind, isByApplicant }: { kind: string; isByApplicant: boolean }): Words {
  // Who asks for an offer is offered nothing by that.
  const told = kind === 'offer_created' && isByApplicant ? 'offer_requested' : kind;
  const known = kinds[told] ?? kinds[told.replace(/^case_/, '')];
  if (known !== undefined) return known;
  const words = kind.replaceAll(/[._-]+/g, ' ').trim();
  return { title: words.charAt(0).toUpperCase() + words.slice(1), tone: 'quiet' };
}
