import type { IssuerContext } from '../ports.ts';
import { createToken, hashToken } from '../vault/hash-token.ts';

/** A fresh `c_nonce` (OpenID4VCI 1.0 §7): good once, for a short time. */
export async function createNonce(context: IssuerContext, options: { tenant: string }): Promise<{ c_nonce: string }> {
  const { store, clock, random, settings } = context;
  const nonce = createToken(random);
  const nonceHash = await hashToken(nonce);
  await store.transaction((transaction) =>
    transaction.addProofNonce({
      nonceHash,
      tenant: options.tenant,
      expiresAt: clock.now() + settings.nonceLifeSeconds,
    }),
  );
  return { c_nonce: nonce };
}
