import type { Tone } from '@postern/ui';

const kinds: Readonly<Record<string, { title: string; tone: Tone }>> = {
  submitted: { title: 'Application received', tone: 'quiet' },
  submitted_by_known_person: { title: 'Application of a person the bank knows', tone: 'waiting' },
  start_review: { title: 'Review started', tone: 'quiet' },
  propose: { title: 'Approval proposed', tone: 'proven' },
  approve: { title: 'Approved', tone: 'proven' },
  return: { title: 'Sent back to review', tone: 'waiting' },
  reject: { title: 'Rejected', tone: 'refused' },
  offer_created: { title: 'Credential offered', tone: 'proven' },
  offer_redeemed: { title: 'Offer taken with the right code', tone: 'proven' },
  offer_locked: { title: 'Offer locked after wrong codes', tone: 'refused' },
  authorization_granted: { title: "Wallet let in on the bank's page", tone: 'proven' },
  token_refreshed: { title: 'Wallet renewed its access', tone: 'quiet' },
  token_reuse_detected: { title: 'Access ended: a token came twice', tone: 'refused' },
  credential_intent: { title: 'Credential prepared', tone: 'quiet' },
  credential_request_denied: { title: 'Credential request refused', tone: 'refused' },
  credential_issued: { title: 'Credential received by a wallet', tone: 'proven' },
  credential_accepted: { title: 'Wallet confirmed the credential', tone: 'proven' },
  suspend: { title: 'Suspended', tone: 'waiting' },
  reinstate: { title: 'Reinstated', tone: 'proven' },
  revoke: { title: 'Revoked', tone: 'refused' },
  staff_signed_in: { title: 'Signed in', tone: 'quiet' },
  passkey_enrolled: { title: 'Enrolled a passkey', tone: 'quiet' },
  key_rotated: { title: 'Signing key changed', tone: 'waiting' },
  tenant_created: { title: 'Bank set up', tone: 'quiet' },
};

/** Words and tone of something that happened, for the life of a case and the audit log; unknown kinds are made readable. */
export function describeEvent(kind: string): { title: string; tone: Tone } {
  const known = kinds[kind] ?? kinds[kind.replace(/^case_/, '')];
  if (known !== undefined) return known;
  const words = kind.replaceAll(/[._-]+/g, ' ').trim();
  return { title: words.charAt(0).toUpperCase() + words.slice(1), tone: 'quiet' };
}
