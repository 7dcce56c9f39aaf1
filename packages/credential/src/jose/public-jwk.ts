import { base64UrlToBytes } from '@postern/primitives';

import { JwsError } from './jws-error.ts';

/** Public P-256 key as a JWK; private members make it unacceptable. */
export type P256PublicJwk = { kty: 'EC'; crv: 'P-256'; x: string; y: string };
/** Public Ed25519 key as a JWK (RFC 8037 §2). */
export type Ed25519PublicJwk = { kty: 'OKP'; crv: 'Ed25519'; x: string };
/** Public secp256k1 key as a JWK (RFC 8812 §3.1). */
export type Secp256k1PublicJwk = { kty: 'EC'; crv: 'secp256k1'; x: string; y: string };
/** A public key that signatures are verified under; exactly these members, base64url of 32 bytes each. */
export type PublicJwk = P256PublicJwk | Ed25519PublicJwk | Secp256k1PublicJwk;

/** Signature algorithms that are accepted, each tied to one kind of key. */
export type JwsAlgorithm = 'ES256' | 'EdDSA' | 'ES256K';

const ALGORITHMS = { 'P-256': 'ES256', Ed25519: 'EdDSA', secp256k1: 'ES256K' } as const;

/** Members of RFC 7518 §6 that hold private or symmetric key material. */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** The one algorithm that a key signs with: a header never chooses it. */
export function algorithmOfJwk(jwk: PublicJwk): JwsAlgorithm {
  return ALGORITHMS[jwk.crv];
}

/**
 * Reduces any object to the public members of a P-256, Ed25519 or secp256k1 JWK. Whether an EC point lies on its curve
 * is found when the key is used.
 *
 * @throws {JwsError} another key type, a private member, or a coordinate that is not 32 bytes
 */
export function toPublicJwk(jwk: unknown): PublicJwk {
  const members = (jwk ?? {}) as Record<string, unknown>;
  const { kty, crv, x, y } = members;
  if (PRIVATE_MEMBERS.every((name) => members[name] === undefined) && isCoordinate(x)) {
    if (kty === 'OKP' && crv === 'Ed25519') return { kty, crv, x };
    if (kty === 'EC' && (crv === 'P-256' || crv === 'secp256k1') && isCoordinate(y)) return { kty, crv, x, y };
  }
  throw new JwsError('ERR_JWS_KEY', 'Expected a public P-256, Ed25519 or secp256k1 key.');
}

/**
 * {@link toPublicJwk} for P-256 only.
 *
 * @throws {JwsError} another key type or a member missing
 */
export function toP256PublicJwk(jwk: unknown): P256PublicJwk {
  const publicJwk = toPublicJwk(jwk);
  if (publicJwk.crv !== 'P-256') throw new JwsError('ERR_JWS_KEY', 'Expected a public P-256 key.');
  return publicJwk;
}

/**
 * {@link toPublicJwk} of a key from a set or a document: what it says of its own use must allow to verify signatures
 * (RFC 7517 §4.2–4.4).
 *
 * @throws {JwsError} also for a key of another use, operation or algorithm
 */
export function toVerificationJwk(jwk: unknown): PublicJwk {
  const publicJwk = toPublicJwk(jwk);
  const { use, alg, key_ops: operations } = jwk as Record<string, unknown>;
  const usable =
    (use === undefined || use === 'sig') &&
    (alg === undefined || alg === algorithmOfJwk(publicJwk)) &&
    (operations === undefined || (Array.isArray(operations) && operations.includes('verify')));
  if (!usable) throw new JwsError('ERR_JWS_KEY', 'The key is not meant to verify signatures of its algorithm.');
  return publicJwk;
}

function isCoordinate(value: unknown): value is string {
  if (typeof value !== 'string' || value.length !== 43) return false;
  try {
    return base64UrlToBytes(value).length === 32;
  } catch {
    return false;
  }
}
