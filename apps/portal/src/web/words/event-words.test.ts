import { zMeasure } from '@postern/protocol';
import { describe, expect, it } from 'vitest';

import { describeEvent } from './event-words.ts';

/** What the issuer writes into its log. */
const ISSUER_KINDS = [
  'case_submitted',
  'case_start_review',
  'case_propose',
  'case_approve',
  'case_return',
  'case_emergency_suspend',
  ...zMeasure.options.flatMap((measure) =>
    ['proposed', 'confirmed', 'withdrawn'].map((step) => `case_${measure}_${step}`),
  ),
  'identity_same_person',
  'identity_another_person',
  'identity_separated',
  'offer_created',
  'offer_redeemed',
  'offer_locked',
  'authorization_granted',
  'token_refreshed',
  'token_reuse_detected',
  'credential_intent',
  'credential_issued',
  'credential_accepted',
  'credential_failure',
  'credential_deleted',
  'credential_replaced',
  'credential_request_denied',
  'staff_signed_in',
  'passkey_enrolled',
  'key_rotated',
  'tenant_created',
];

describe('event words', () => {
  it('say every event of the issuer in words of their own', () => {
    for (const kind of ISSUER_KINDS) {
      const { title } = describeEvent({ kind, isByApplicant: false });
      expect(title.toLowerCase()).not.toBe(kind.replaceAll('_', ' '));
      expect(title.toLowerCase()).not.toBe(kind.replace(/^case_/, '').replaceAll('_', ' '));
      expect(title).not.toMatch(/^Case /);
    }
  });

  it('do not call offered what the applicant asked for', () => {
    const titleOf = (isByApplicant: boolean) => describeEvent({ kind: 'offer_created', isByApplicant }).title;
    expect(titleOf(true)).not.toBe(titleOf(false));
  });

  it('leave an unknown event readable', () => {
    expect(describeEvent({ kind: 'vault_opened', isByApplicant: false }).title).toBe('Vault opened');
  });
});
