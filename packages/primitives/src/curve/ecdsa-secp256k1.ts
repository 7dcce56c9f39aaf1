import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2';

import { concatBytes } from '../encoding/bytes.ts';
import { CurveError, type EcPoint } from './ec-points.ts';

/**
 * Checks an ECDSA signature over SHA-256 on secp256k1 (ES256K, RFC 8812 §3.2): 64 bytes r‖s, nothing shorter or
 * longer. A high `s` stands, as the RFC demands no low one: nothing may be keyed by the bytes of a signature.
 */
export function verifyEcdsaSecp256k1(options: { point: EcPoint; message: Uint8Array; signature: Uint8Array }): boolean {
  const { point, message, signature } = options;
  if (signature.length !== 64) return false;
  try {
    const key = concatBytes(Uint8Array.of(4), point.x, point.y);
    return secp256k1.verify(signature, sha256(message), key, { prehash: false, lowS: false, format: 'compact' });
  } catch {
    return false;
  }
}

/**
 * Signs with ES256K; deterministic nonce (RFC 6979).
 *
 * @param options.privateKey 32 bytes
 * @throws {CurveError} not a private key
 */
export function signEcdsaSecp256k1(options: { privateKey: Uint8Array; message: Uint8Array }): Uint8Array {
  try {
    return secp256k1.sign(sha256(options.message), options.privateKey, { prehash: false }).toBytes('compact');
  } catch (cause) {
    throw new CurveError('ERR_CURVE_KEY', 'Expected a private key of secp256k1.', { cause });
  }
}

/**
 * Public point of a private key.
 *
 * @throws {CurveError} not a private key
 */
export function deriveSecp256k1PublicKey(privateKey: Uint8Array): EcPoint {
  try {
    const bytes = secp256k1.getPublicKey(privateKey, false);
    return { x: bytes.slice(1, 33), y: bytes.slice(33, 65) };
  } catch (cause) {
    throw new CurveError('ERR_CURVE_KEY', 'Expected a private key of secp256k1.', { cause });
  }
}
