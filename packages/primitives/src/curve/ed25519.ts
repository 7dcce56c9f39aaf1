import { ed25519 } from '@noble/curves/ed25519.js';

import { CurveError } from './ec-points.ts';

/**
 * Checks an Ed25519 signature by the rules of RFC 8032 (canonical encodings, `S` below the group order), not by the
 * laxer ones of ZIP 215. WebCrypto has Ed25519 in too few browsers.
 *
 * @param options.publicKey 32 bytes
 */
export function verifyEd25519(options: { publicKey: Uint8Array; message: Uint8Array; signature: Uint8Array }): boolean {
  const { publicKey, message, signature } = options;
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/**
 * Signs with Ed25519 (RFC 8032).
 *
 * @param options.privateKey 32-byte seed
 * @throws {CurveError} not a private key
 */
export function signEd25519(options: { privateKey: Uint8Array; message: Uint8Array }): Uint8Array {
  try {
    return ed25519.sign(options.message, options.privateKey);
  } catch (cause) {
    throw new CurveError('ERR_CURVE_KEY', 'Expected an Ed25519 seed of 32 bytes.', { cause });
  }
}

/**
 * Public key of a seed, 32 bytes.
 *
 * @throws {CurveError} not a private key
 */
export function deriveEd25519PublicKey(privateKey: Uint8Array): Uint8Array {
  try {
    return ed25519.getPublicKey(privateKey);
  } catch (cause) {
    throw new CurveError('ERR_CURVE_KEY', 'Expected an Ed25519 seed of 32 bytes.', { cause });
  }
}
