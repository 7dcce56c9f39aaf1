import type { IssuerContext } from '../ports.ts';
import { createServerNonce } from '../token/server-nonce.ts';

/** A fresh `c_nonce` (OpenID4VCI 1.0 §7): good once, for a short time. */
export async function createNonce(context: IssuerContext, options: { tenant: string }): Promise<{ c_nonce: string }> {
  const lifeSeconds = context.settings.nonceLifeSeconds;
  return { c_nonce: await createServerNonce(context, { kind: 'proof', tenant: options.tenant, lifeSeconds }) };
}
