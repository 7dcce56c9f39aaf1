import { combineStatusBits } from '@postern/credential';
import {
  bytesToHex,
  createStatusBits,
  createStatusTree,
  formatFieldElement,
  keccak256,
  setStatusBit,
  STATUS_LIST_SIZE,
} from '@postern/primitives';

import type { IssuerContext, IssuerTransaction } from '../ports.ts';

/** The two bit files of one list, index i = bit `i & 7` of byte `i >> 3`. */
export type StatusBits = { revoked: Uint8Array; suspended: Uint8Array };

/** Reads a list's rows into bit files: the one source of all four encodings. */
export async function readStatusBits(
  context: Pick<IssuerContext, 'onUnreadable'>,
  options: { transaction: IssuerTransaction; tenant: string; listId: number },
): Promise<StatusBits> {
  const { transaction, tenant, listId } = options;
  const indexes = await transaction.listStatusIndexes(tenant, listId);
  const bits = { revoked: createStatusBits(), suspended: createStatusBits() };
  for (const kind of ['revoked', 'suspended'] as const) {
    for (const index of indexes[kind]) {
      // Nothing was issued under an index that the list does not have.
      if (Number.isInteger(index) && index >= 0 && index < STATUS_LIST_SIZE) setStatusBit(bits[kind], index, true);
      else context.onUnreadable({ table: 'credential', id: `${tenant}/${listId}/${index}` });
    }
  }
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
