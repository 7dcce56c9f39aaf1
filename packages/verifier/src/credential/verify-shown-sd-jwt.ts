import { verifySdJwtVcPresentation } from '@postern/credential';

import { assertBounded } from './assert-bounded.ts';
import { assertStatusGood } from './assert-status-good.ts';
import { carriesTransactions } from './read-transaction-hashes.ts';
import type { ShownCredential } from './shown-credential.ts';
import type { VerifyShownOptions } from './verify-shown-credential.ts';

/**
 * An SD-JWT VC presentation (OpenID4VP 1.0 Appendix B.3, RFC 9901 §7.3): issuer by trust, signatures, holder binding
 * with audience, nonce and age, disclosures, expiry, transactions, that its limits are stated, then status.
 */
export async function verifyShownSdJwt(options: VerifyShownOptions): Promise<ShownCredential> {
  const { presentation, audience, nonce, now, transactionData, trust, resolveIssuerKey, ports } = options;
  const confirmsTransactions = transactionData.length > 0 && carriesTransactions(presentation);
  const verified = await verifySdJwtVcPresentation({
    presentation,
    audience,
    nonce,
    now,
    resolveIssuerKey,
    transactionData: confirmsTransactions ? transactionData : [],
  });
  const { issuer, types, claims, status, holderJwk, certificate, issuedAt, expiresAt } = verified;
  const limits = {
    hasStatus: status !== undefined,
    hasExpiry: expiresAt !== undefined,
    hasDate: issuedAt !== undefined,
  };
  assertBounded({ issuer, ...limits, trust });
  let statusAsOf: number | undefined;
  if (status !== undefined) {
    const trustAnchors = certificate === undefined ? [] : trust.trustAnchors;
    const reference = { kind: 'token', ...status } as const;
    statusAsOf = await assertStatusGood({ issuer, reference, trustAnchors, status: ports.status });
  }
  return {
    signed: presentation.slice(0, presentation.indexOf('~')),
    issuer,
    types,
    claims,
    // A presentation without holder key did not come this far.
    holder: holderJwk ?? '',
    expiresAt,
    certificate,
    statusAsOf,
    confirmsTransactions,
  };
}
