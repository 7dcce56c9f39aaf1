import { bytesToBase64Url, deriveEd25519PublicKey, deriveSecp256k1PublicKey } from '@postern/primitives';

import { createEd25519Signer, createP256Signer, createSecp256k1Signer, type JwsSigner } from '../jose/create-signer.ts';
import { didJwkFromPublicJwk } from '../did/did-jwk.ts';
import { type JwsAlgorithm, type PublicJwk, toPublicJwk } from '../jose/public-jwk.ts';

/** A signer with its key and did:jwk, for tests. */
export type TestParty = { alg: JwsAlgorithm; publicJwk: PublicJwk; signer: JwsSigner; did: string; kid: string };

export const testRandom = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };

/** A fresh party of the algorithm. */
export async function createTestParty(alg: JwsAlgorithm): Promise<TestParty> {
  const { publicJwk, signer } = alg === 'ES256' ? await createP256() : createSeeded(alg);
  const did = didJwkFromPublicJwk(publicJwk);
  return { alg, publicJwk, signer, did, kid: `${did}#0` };
}

async function createP256() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const publicJwk = toPublicJwk(await crypto.subtle.exportKey('jwk', pair.publicKey));
  return { publicJwk, signer: createP256Signer(pair.privateKey) };
}

function createSeeded(alg: 'EdDSA' | 'ES256K'): { publicJwk: PublicJwk; signer: JwsSigner } {
  const seed = testRandom.bytes(32);
  if (alg === 'EdDSA') {
    const publicJwk = { kty: 'OKP', crv: 'Ed25519', x: bytesToBase64Url(deriveEd25519PublicKey(seed)) } as const;
    return { publicJwk, signer: createEd25519Signer(seed) };
  }
  const { x, y } = deriveSecp256k1PublicKey(seed);
  const publicJwk = { kty: 'EC', crv: 'secp256k1', x: bytesToBase64Url(x), y: bytesToBase64Url(y) } as const;
  return { publicJwk, signer: createSecp256k1Signer(seed) };
}
