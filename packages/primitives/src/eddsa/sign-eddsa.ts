import { sha512 } from '@noble/hashes/sha2';

import { bigintToBytes, bytesToBigint, concatBytes } from '../encoding/bytes.ts';
import { PosternError } from '../error.ts';
import { toFieldElement } from '../field/field-element.ts';
import { poseidon } from '../hash/poseidon.ts';
import type { BabyJubjubPoint } from '../hash/protocol-hashes.ts';
import { BabyJubjub, fromCurvePoint, SUBGROUP_ORDER } from './baby-jubjub.ts';

export class EddsaError extends PosternError<'ERR_EDDSA_PRIVATE_KEY'> {}

/** EdDSA-Poseidon signature: `r8` a curve point, `s` below the subgroup order. */
export type EddsaSignature = { r8: BabyJubjubPoint; s: bigint };

/**
 * Public key of 32 random bytes.
 *
 * @throws {EddsaError} the key has another length
 */
export function deriveEddsaPublicKey(privateKey: Uint8Array): BabyJubjubPoint {
  return fromCurvePoint(BabyJubjub.BASE.multiply(expandPrivateKey(privateKey).scalar));
}

/**
 * Signs one field element: `R8 = r·B8`, `h = Poseidon(R8, A, message)`, `S = r + 8·h·a mod l`, the relation that
 * circomlib's `EdDSAPoseidonVerifier` checks. The nonce is derived from key and message as in RFC 8032 §5.1.6;
 * SHA-512 takes the place of circomlibjs' BLAKE-512, which a verifier cannot tell.
 *
 * @throws {EddsaError} the key has another length than 32 bytes
 */
export function signEddsa(options: { privateKey: Uint8Array; message: bigint }): EddsaSignature {
  return signEddsaWithKey(options).signature;
}

/**
 * Signs and tells the public key, which a signature needs anyway. The key is never taken from a caller: a signature over
 * another key than its own gives the secret away.
 *
 * @throws {EddsaError} the key has another length than 32 bytes
 */
export function signEddsaWithKey(options: { privateKey: Uint8Array; message: bigint }): {
  key: BabyJubjubPoint;
  signature: EddsaSignature;
} {
  const message = toFieldElement(options.message);
  const { scalar, prefix } = expandPrivateKey(options.privateKey);
  const key = fromCurvePoint(BabyJubjub.BASE.multiply(scalar));
  const nonce = toScalar(sha512(concatBytes(prefix, bigintToBytes(message, 32))));
  const r8 = fromCurvePoint(BabyJubjub.BASE.multiply(nonce));
  const challenge = poseidon([r8[0], r8[1], key[0], key[1], message]);
  return { key, signature: { r8, s: (nonce + 8n * challenge * scalar) % SUBGROUP_ORDER } };
}

function expandPrivateKey(privateKey: Uint8Array): { scalar: bigint; prefix: Uint8Array } {
  if (privateKey.length !== 32) throw new EddsaError('ERR_EDDSA_PRIVATE_KEY', 'A seal key has 32 bytes.');
  const secret = toScalar(sha512(concatBytes(new Uint8Array([0]), privateKey)));
  return { scalar: secret, prefix: sha512(concatBytes(new Uint8Array([1]), privateKey)).subarray(0, 32) };
}

/** 512 uniform bits to a non-zero scalar; the bias is below 2^-250. */
function toScalar(digest: Uint8Array): bigint {
  return (bytesToBigint(digest) % (SUBGROUP_ORDER - 1n)) + 1n;
}
