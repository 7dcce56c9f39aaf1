import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';

import { bigintToBytes } from '../encoding/bytes.ts';
import { PosternError } from '../error.ts';

export class CurveError extends PosternError<'ERR_CURVE_POINT' | 'ERR_CURVE_KEY'> {}

/** A short Weierstrass curve that keys of credentials may lie on. */
export type EcCurveName = 'P-256' | 'secp256k1';

/** Affine coordinates, 32 bytes each, big-endian. */
export type EcPoint = { x: Uint8Array; y: Uint8Array };

const CURVES = { 'P-256': p256, secp256k1 } as const;

/** Compressed form of a point (SEC 1 §2.3.3), 33 bytes. */
export function compressEcPoint(options: { curve: EcCurveName; point: EcPoint }): Uint8Array {
  const { x, y } = options.point;
  const compressed = new Uint8Array(33);
  compressed[0] = (y[31] ?? 0) & 1 ? 3 : 2;
  compressed.set(x, 1);
  return compressed;
}

/**
 * Point of a compressed (33 bytes) or uncompressed (65 bytes) encoding (SEC 1 §2.3.4).
 *
 * @throws {CurveError} another length, or not on the curve
 */
export function decodeEcPoint(options: { curve: EcCurveName; bytes: Uint8Array }): EcPoint {
  try {
    const { x, y } = CURVES[options.curve].Point.fromBytes(options.bytes).toAffine();
    return { x: bigintToBytes(x, 32), y: bigintToBytes(y, 32) };
  } catch (cause) {
    throw new CurveError('ERR_CURVE_POINT', 'Expected a point of the curve.', { cause });
  }
}
