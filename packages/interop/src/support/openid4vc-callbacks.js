import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { clientAuthenticationNone, setGlobalConfig } from '@openid4vc/oauth2';
import { calculateJwkThumbprint, compactDecrypt, CompactEncrypt, importJWK, jwtVerify, SignJWT } from 'jose';
import { findDidKey } from './resolve-did-document.js';
export const CLIENT_ID = 'https://independent-wallet.example';
/** What the `@openid4vc/*` libraries leave to their user, done with `jose`; http is for this machine only. */
export function createCallbacks(options) {
  setGlobalConfig({ allowInsecureUrls: true });
  const keyOf = async (signer) => {
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
      const jwt = await new SignJWT(payload).setProtectedHeader(header).sign(key.privateKey);
      return { jwt, signerJwk: key.jwk };
    },
    verifyJwt: async (signer, { compact }) => {
      const jwk = await publicKeyOf(signer);
      try {
        await jwtVerify(compact, await importJWK(jwk, 'ES256'), { clockTolerance: 60 });
        return { verified: true, signerJwk: jwk };
      } catch {
        return { verified: false };
      }
    },
    encryptJwe: async ({ publicJwk, enc, alg, ...rest }, data) => {
      const { apu, apv } = rest;
      const encrypt = new CompactEncrypt(new TextEncoder().encode(data)).setProtectedHeader({
        alg,
        enc,
        ...(publicJwk.kid === undefined ? {} : { kid: publicJwk.kid }),
      });
      if (apu !== undefined || apv !== undefined) {
        encrypt.setKeyManagementParameters({
          ...(apu === undefined ? {} : { apu: Buffer.from(apu, 'base64url') }),
          ...(apv === undefined ? {} : { apv: Buffer.from(apv, 'base64url') }),
        });
      }
      return { encryptionJwk: publicJwk, jwe: await encrypt.encrypt(await importJWK(publicJwk, alg)) };
    },
    decryptJwe: async (jwe) => {
      const [key] = options.encryptionKeys ?? [];
      if (key === undefined) return { decrypted: false };
      const { plaintext } = await compactDecrypt(jwe, key.privateKey);
      return { decrypted: true, decryptionJwk: key.jwk, payload: new TextDecoder().decode(plaintext) };
    },
    getX509CertificateMetadata: (certificate) => {
      const { subjectAltName = '' } = new X509Certificate(Buffer.from(certificate, 'base64'));
      const names = subjectAltName.split(', ');
      const of = (kind) => names.filter((name) => name.startsWith(kind)).map((name) => name.slice(kind.length));
      return { sanDnsNames: of('DNS:'), sanUriNames: of('URI:') };
    },
  };
}
async function publicKeyOf(signer) {
  if (signer.method === 'jwk') return signer.publicJwk;
  if (signer.method === 'did') return findDidKey(signer.didUrl);
  if (signer.method === 'x5c') {
    const { publicKey } = new X509Certificate(Buffer.from(signer.x5c[0], 'base64'));
    return publicKey.export({ format: 'jwk' });
  }
  throw new Error(`No key for a signer of kind ${signer.method}.`);
}
//# sourceMappingURL=openid4vc-callbacks.js.map
