import { createP256Signer, type P256PublicJwk, signCompactJws, toP256PublicJwk } from '@postern/credential';
import type { Clock } from '@postern/primitives';
import { HOLDER_COMMITMENT_CLAIM } from '@postern/protocol';

/** A P-256 key of one credential, as it is kept inside the encrypted vault. */
export type HolderKey = { publicJwk: P256PublicJwk; privateJwk: P256PublicJwk & { d: string } };

/** A fresh key; every credential has its own, so that no two copies share one. */
export async function createHolderKey(): Promise<HolderKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const { kty, crv, x, y, d } = (await crypto.subtle.exportKey('jwk', pair.privateKey)) as Record<string, string>;
  const publicJwk = toP256PublicJwk({ kty, crv, x, y });
  return { publicJwk, privateJwk: { ...publicJwk, d: d! } };
}

/** Key proof of a credential request (OpenID4VCI 1.0 appendix F.1), with the holder commitment as our claim. */
export async function createKeyProof(options: {
  key: HolderKey;
  credentialIssuer: string;
  nonce: string;
  holderCommitment: bigint;
  clock: Clock;
}): Promise<string> {
  const privateKey = await crypto.subtle.importKey(
    'jwk',
    options.key.privateJwk,
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign'],
  );
  return signCompactJws({
    header: { typ: 'openid4vci-proof+jwt', jwk: { ...options.key.publicJwk } },
    payload: {
      aud: options.credentialIssuer,
      iat: options.clock.now(),
      nonce: options.nonce,
      [HOLDER_COMMITMENT_CLAIM]: options.holderCommitment.toString(10),
    },
    signer: createP256Signer(privateKey),
  });
}
