import { type Address, encodeFunctionData, type Hex, parseEventLogs } from 'viem';

import type { WriteClients } from '../clients.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';
import { takeOneEvent } from './take-one-event.ts';

/** A new status root of one leaf. */
export type StatusAnchor = {
  leafIndex: number;
  /** Greater than the leaf's epoch. */
  epoch: number;
  statusRoot: bigint;
  /** keccak256 of the 262,144 published bytes. What is checked is the root. */
  contentHash: Hex;
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
  const { leafIndex, epoch, statusRoot, contentHash, uri } = anchor;
  return [BigInt(leafIndex), BigInt(epoch), statusRoot, contentHash, uri] as const;
}
