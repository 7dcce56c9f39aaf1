import { combineStatusBits } from '@postern/credential';
import {
  bytesToHex,
  createStatusBits,
  createStatusTree,
  formatFieldElement,
  keccak256,
  setStatusBit,
} from '@postern/primitives';

import type { IssuerTransaction } from '../ports.ts';

/** The two bit files of one list, index i = bit `i & 7` of byte `i >> 3`. */
export type StatusBits = { revoked: Uint8Array; suspended: Uint8Array };

/** Reads a list's rows into bit files: the one source of all four encodings. */
export async function readStatusBits(options: {
  transaction: IssuerTransaction;
  tenant: string;
  listId: number;
}): Promise<StatusBits> {
  const indexes = await options.transaction.listStatusIndexes(options.tenant, options.listId);
  const bits = { revoked: createStatusBits(), suspended: createStatusBits() };
  for (const index of indexes.revoked) setStatusBit(bits.revoked, index, true);
  for (const index of indexes.suspended) setStatusBit(bits.suspended, index, true);
  return bits;
}

/** What an anchor says about the bits that circuits see: their Poseidon root and the hash of the file. */
export function summariseBits(bits: StatusBits): { combined: Uint8Array; statusRoot: string; contentHash: string } {
  const combined = combineStatusBits(bits);
  return {
    combined,
    statusRoot: formatFieldElement(createStatusTree(combined).root),
    contentHash: bytesToHex(keccak256(combined)),
  };
}
