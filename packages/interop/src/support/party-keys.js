import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
export async function createPartyKey() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const { kty, crv, x, y } = await exportJWK(publicKey);
  const jwk = { kty, crv, x, y };
  const did = `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}`;
  return { privateKey, jwk, did, thumbprint: await calculateJwkThumbprint(jwk) };
}
//# sourceMappingURL=party-keys.js.map
