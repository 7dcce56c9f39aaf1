import { keccak_256 } from '@noble/hashes/sha3';

import { bytesToBigint } from '../encoding/bytes.ts';

/** Keccak-256 as the EVM computes it; text is hashed as UTF-8. */
export function keccak256(input: string | Uint8Array): Uint8Array {
  return keccak_256(typeof input === 'string' ? new TextEncoder().encode(input) : input);
}

/** Keccak-256 read as a big-endian integer below 2^256. */
export function keccak256ToBigint(input: string | Uint8Array): bigint {
  return bytesToBigint(keccak256(input));
}
