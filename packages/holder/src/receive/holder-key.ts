import {
  createP256Signer,
  didJwkFromPublicJwk,
  type JwsSigner,
  type P256PublicJwk,
  signCompactJws,
  toP256PublicJwk,
} from '@postern/credential';
import type { Clock } from '@postern/primitives';
import { HOLDER_COMMITMENT_CLAIM } from '@postern/protocol';
import { z } from 'zod';

const zPublicJwk = z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() });

/** A P-256 key of one credential, as it is kept inside the encrypted vault. */
export const zHolderKey = z.strictObject({ publicJwk: zPublicJwk, privateJwk: zPublicJwk.extend({ d: z.string() }) });
export type HolderKey = { publicJwk: P256PublicJwk; privateJwk: P256PublicJwk & { d: string } };

/** A fresh key; every credential has its own, so that no two copies share one. */
export async function createHolderKey(): Promise<HolderKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const { kty, crv, x, y, d } = (await crypto.subtle.exportKey('jwk', pair.privateKey)) as Record<string, string>;
  const publicJwk = toP256PublicJwk({ kty, crv, x, y });
  return { publicJwk, privateJwk: { ...publicJwk, d: d! } };
}

/** ES256 signer of a holder key; the imported key cannot be exported again. */
export async function createHolderSigner(key: HolderKey): Promise<JwsSigner> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  return createP256Signer(await crypto.subtle.importKey('jwk', key.privateJwk, algorithm, false, ['sign']));
}

/** How a key proof names its key: by value, or by the did:jwk that holds it. */
export type KeyReference = 'jwk' | 'did:jwk';

/**
 * Key proof of a credential request (OpenID4VCI 1.0 appendix F.1).
 *
 * @param options.nonce undefined when the issuer has no nonce endpoint
 * @param options.clientId `iss`; undefined after anonymous pre-authorized access
 * @param options.holderCommitment our extension: asks for a seal under this commitment
 */
export async function createKeyProof(options: {
  key: HolderKey;
  reference: KeyReference;
  credentialIssuer: string;
  nonce: string | undefined;
  clientId: string | undefined;
  holderCommitment: bigint | undefined;
  clock: Clock;
}): Promise<string> {
  const { key, nonce, clientId, holderCommitment } = options;
  const reference =
    options.reference === 'jwk' ? { jwk: { ...key.publicJwk } } : { kid: `${didJwkFromPublicJwk(key.publicJwk)}#0` };
  return signCompactJws({
    header: { typ: 'openid4vci-proof+jwt', ...reference },
    payload: {
      ...(clientId === undefined ? {} : { iss: clientId }),
      aud: options.credentialIssuer,
      iat: options.clock.now(),
      ...(nonce === undefined ? {} : { nonce }),
      ...(holderCommitment === undefined ? {} : { [HOLDER_COMMITMENT_CLAIM]: holderCommitment.toString(10) }),
    },
    signer: await createHolderSigner(key),
  });
}
