import { createHash, randomBytes, X509Certificate } from 'node:crypto';

import { type CallbackContext, clientAuthenticationNone, type JwtSigner, setGlobalConfig } from '@openid4vc/oauth2';
import {
  calculateJwkThumbprint,
  compactDecrypt,
  CompactEncrypt,
  importJWK,
  type JWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose';

import type { PartyKey } from './party-keys.ts';
import { findDidKey } from './resolve-did-document.ts';

export const CLIENT_ID = 'https://independent-wallet.example';

/** What the `@openid4vc/*` libraries leave to their user, done with `jose`; http is for this machine only. */
export function createCallbacks(options: { keys: readonly PartyKey[]; encryptionKeys?: readonly PartyKey[] }) {
  setGlobalConfig({ allowInsecureUrls: true });
  const keyOf = async (signer: JwtSigner): Promise<PartyKey> => {
    const jwk = await publicKeyOf(signer);
    const thumbprint = await calculateJwkThumbprint(jwk);
    const key = options.keys.find((candidate) => candidate.thumbprint === thumbprint);
    if (key === undefined) throw new Error('This party does not hold the key.');
    return key;
  };
  return {
    hash: (data, algorithm) => createHash(algorithm.replace('-', '')).update(data).digest(),
    generateRandom: (length) => randomBytes(length),
    clientAuthentication: clientAuthenticationNone({ clientId: CLIENT_ID }),
    signJwt: async (signer, { header, payload }) => {
      const key = await keyOf(signer);
      const jwt = await new SignJWT(payload as JWTPayload).setProtectedHeader(header as never).sign(key.privateKey);
      return { jwt, signerJwk: key.jwk as never };
    },
    verifyJwt: async (signer, { compact }) => {
      const jwk = await publicKeyOf(signer);
      try {
        await jwtVerify(compact, await importJWK(jwk, 'ES256'), { clockTolerance: 60 });
        return { verified: true, signerJwk: jwk as never };
      } catch {
        return { verified: false };
      }
    },
    // The library proposes equal `apu` and `apv`, which `jose` refuses and OpenID4VP 1.0 does not ask for.
    encryptJwe: async ({ publicJwk, enc, alg }, data) => {
      const header = { alg, enc, ...(publicJwk.kid === undefined ? {} : { kid: publicJwk.kid }) };
      const encrypt = new CompactEncrypt(new TextEncoder().encode(data)).setProtectedHeader(header);
      return { encryptionJwk: publicJwk, jwe: await encrypt.encrypt(await importJWK(publicJwk as JWK, alg)) };
    },
    decryptJwe: async (jwe) => {
      const [key] = options.encryptionKeys ?? [];
      if (key === undefined) return { decrypted: false };
      const { plaintext } = await compactDecrypt(jwe, key.privateKey);
      return { decrypted: true, decryptionJwk: key.jwk as never, payload: new TextDecoder().decode(plaintext) };
    },
    getX509CertificateMetadata: (certificate) => {
      const { subjectAltName = '' } = new X509Certificate(Buffer.from(certificate, 'base64'));
      const names = subjectAltName.split(', ');
      const of = (kind: string) => names.filter((name) => name.startsWith(kind)).map((name) => name.slice(kind.length));
      return { sanDnsNames: of('DNS:'), sanUriNames: of('URI:') };
    },
  } satisfies CallbackContext;
}

async function publicKeyOf(signer: JwtSigner): Promise<JWK> {
  if (signer.method === 'jwk') return signer.publicJwk as JWK;
  if (signer.method === 'did') return findDidKey(signer.didUrl);
  if (signer.method === 'x5c') {
    const { publicKey } = new X509Certificate(Buffer.from(signer.x5c[0]!, 'base64'));
    return publicKey.export({ format: 'jwk' }) as JWK;
  }
  throw new Error(`No key for a signer of kind ${signer.method}.`);
}
