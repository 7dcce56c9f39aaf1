import type { BabyJubjubPoint } from '@postern/primitives';
import { type Address, type Hex, parseEventLogs } from 'viem';

import type { WriteClients } from '../clients.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';
import { takeOneEvent } from './take-one-event.ts';

/** One issuer key, status list and schema. */
export type LeafRegistration = {
  issuerId: number;
  /** Below 2^16, unique for ever within the issuer. */
  listId: number;
  schemaId: bigint;
  key: BabyJubjubPoint;
  /** `signEddsa` of `hashLeafRegistration` with the seal key. */
  possession: { r8: BabyJubjubPoint; s: bigint };
  statusRoot: bigint;
  /** keccak256 of the 262,144 published bytes. What is checked is the root. */
  contentHash: Hex;
  uri: string;
};

/**
 * Registers a leaf; its first epoch is 0. The wallet needs the governor role without delay (local chains).
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function registerLeaf(
  options: WriteClients & { trustRegistry: Address; leaf: LeafRegistration },
): Promise<SentCall & { leafIndex: number; registryRoot: bigint }> {
  const { leaf } = options;
  const sent = await sendCall({
    ...options,
    address: options.trustRegistry,
    abi: trustRegistryAbi,
    functionName: 'registerLeaf',
    args: [
      {
        issuerId: BigInt(leaf.issuerId),
        listId: BigInt(leaf.listId),
        schemaId: leaf.schemaId,
        key: [leaf.key[0], leaf.key[1]],
        popR8: [leaf.possession.r8[0], leaf.possession.r8[1]],
        popS: leaf.possession.s,
        statusRoot: leaf.statusRoot,
        contentHash: leaf.contentHash,
        uri: leaf.uri,
      },
    ],
  });
  const { logs } = sent.receipt;
  const registered = parseEventLogs({ abi: trustRegistryAbi, eventName: 'LeafRegistered', logs });
  const anchored = parseEventLogs({ abi: trustRegistryAbi, eventName: 'StatusAnchored', logs });
  const { registryRoot } = takeOneEvent(anchored).args;
  return { ...sent, leafIndex: Number(takeOneEvent(registered).args.leafIndex), registryRoot };
}
