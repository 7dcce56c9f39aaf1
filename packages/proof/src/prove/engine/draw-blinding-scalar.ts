import { FIELD_ORDER } from '@postern/primitives';

/** Of the source for each scalar: 128 bits more than the order has, so that the remainder's bias is below 2^-128. */
const SOURCE_BYTES = 48;

/**
 * Draws r or s of a proof (Groth16, section 3.2): uniform from zero to the group's order. A proof hides its witness by
 * these two alone, and no verification can see whether they were any good.
 */
export function drawBlindingScalar(randomBytes: (length: number) => Uint8Array): bigint {
  return randomBytes(SOURCE_BYTES).reduce((value, byte) => (value << 8n) + BigInt(byte), 0n) % FIELD_ORDER;
}
