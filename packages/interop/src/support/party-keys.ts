import { calculateJwkThumbprint, exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';

/** A P-256 key of an independent party, made and held by `jose`. */
export type PartyKey = { privateKey: CryptoKey; jwk: JWK; did: string; thumbprint: string };

export async function createPartyKey(): Promise<PartyKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const { kty, crv, x, y } = await exportJWK(publicKey);
  const jwk = { kty, crv, x, y } as JWK;
  const did = `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}`;
  return { privateKey, jwk, did, thumbprint: await calculateJwkThumbprint(jwk) };
}
