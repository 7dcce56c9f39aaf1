import type { Tone } from '@postern/ui';

const kinds: Readonly<Record<string, { title: string; tone: Tone }>> = {
  submitted: { title: 'Application received', tone: 'quiet' },
  application_submitted: { title: 'Application received', tone: 'quiet' },
  start_review: { title: 'Review started', tone: 'quiet' },
  propose: { title: 'Approval proposed', tone: 'proven' },
  approve: { title: 'Approved', tone: 'proven' },
  return: { title: 'Sent back to review', tone: 'waiting' },
  reject: { title: 'Rejected', tone: 'refused' },
  offer_created: { title: 'Credential offered', tone: 'proven' },
  offer_redeemed: { title: 'Offer taken with the right code', tone: 'proven' },
  offer_locked: { title: 'Offer locked after wrong codes', tone: 'refused' },
  credential_issued: { title: 'Credential received by a wallet', tone: 'proven' },
  credential_accepted: { title: 'Wallet confirmed the credential', tone: 'proven' },
  suspend: { title: 'Suspended', tone: 'waiting' },
  reinstate: { title: 'Reinstated', tone: 'proven' },
  revoke: { title: 'Revoked', tone: 'refused' },
  status_anchored: { title: 'Change anchored on chain', tone: 'quiet' },
};

/** Words and tone of something that happened, for the life of a case and the audit log; unknown kinds are made readable. */
export function describeEvent(kind: string): { title: string; tone: Tone } {
  const known = kinds[kind];
  if (known !== undefined) return known;
  const words = kind.replaceAll(/[._-]+/g, ' ').trim();
  return { title: words.charAt(0).toUpperCase() + words.slice(1), tone: 'quiet' };
}
