import { describe, expect, it } from 'vitest';

import { describeEvent } from './event-words.ts';

/** What the issuer writes into its log. */
const ISSUER_KINDS = [
  'case_submitted',
  'case_submitted_by_known_person',
  'case_start_review',
  'case_propose',
  'case_approve',
  'case_return',
  'case_reject',
  'case_suspend',
  'case_reinstate',
  'case_revoke',
  'offer_created',
  'offer_redeemed',
  'offer_locked',
  'authorization_granted',
  'token_refreshed',
  'token_reuse_detected',
  'credential_intent',
  'credential_issued',
  'credential_accepted',
  'credential_request_denied',
  'staff_signed_in',
  'passkey_enrolled',
  'key_rotated',
  'tenant_created',
];

describe('event words', () => {
  it('say every event of the issuer in words of their own', () => {
    for (const kind of ISSUER_KINDS) {
      const { title } = describeEvent(kind);
      expect(title.toLowerCase()).not.toBe(kind.replaceAll('_', ' '));
      expect(title).not.toMatch(/^Case /);
    }
  });

  it('leave an unknown event readable', () => {
    expect(describeEvent('vault_opened').title).toBe('Vault opened');
  });
});
