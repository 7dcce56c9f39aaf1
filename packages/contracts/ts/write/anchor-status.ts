import { type Address, encodeFunctionData, type Hex, parseEventLogs, zeroHash } from 'viem';

import type { WriteClients } from '../clients.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';
import { takeOneEvent } from './take-one-event.ts';

/** A new status root of one leaf. */
export type StatusAnchor = {
  issuerId: number;
  listId: number;
  /** Greater than the leaf's epoch, by 2^20 at most. */
  epoch: number;
  statusRoot: bigint;
  /** keccak256 of the 262,144 published bytes. What is checked is the root. */
  contentHash: Hex;
  /** Salted hash of the head of the audit log, which the event dates; zero when left out. */
  auditHash?: Hex;
  uri: string;
};

/**
 * Anchors a status root. The wallet must be the operator of the leaf's issuer.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function anchorStatus(
  options: WriteClients & { trustRegistry: Address; anchor: StatusAnchor },
): Promise<SentCall & { registryRoot: bigint }> {
  const sent = await sendCall({
    ...options,
    address: options.trustRegistry,
    abi: trustRegistryAbi,
    functionName: 'anchorStatus',
    args: toArguments(options.anchor),
  });
  const logs = parseEventLogs({ abi: trustRegistryAbi, eventName: 'StatusAnchored', logs: sent.receipt.logs });
  return { ...sent, registryRoot: takeOneEvent(logs).args.registryRoot };
}

/** Call data of {@link anchorStatus}, for an outbox that signs and sends by itself. */
export function encodeAnchorStatusCall(options: { anchor: StatusAnchor }): Hex {
  return encodeFunctionData({
    abi: trustRegistryAbi,
    functionName: 'anchorStatus',
    args: toArguments(options.anchor),
  });
}

function toArguments(anchor: StatusAnchor) {
  const { issuerId, listId, epoch, statusRoot, contentHash, auditHash = zeroHash, uri } = anchor;
  return [BigInt(issuerId), BigInt(listId), BigInt(epoch), statusRoot, contentHash, auditHash, uri] as const;
}
