import { type Address, parseEventLogs } from 'viem';

import type { WriteClients } from '../clients.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { takeOneEvent } from './take-one-event.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Admits an issuer. The wallet needs the governor role without delay (local chains); elsewhere schedule the call.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function createIssuer(
  options: WriteClients & { trustRegistry: Address; operator: Address; name: string },
): Promise<SentCall & { issuerId: number }> {
  const sent = await sendCall({
    ...options,
    address: options.trustRegistry,
    abi: trustRegistryAbi,
    functionName: 'createIssuer',
    args: [options.operator, options.name],
  });
  const logs = parseEventLogs({ abi: trustRegistryAbi, eventName: 'IssuerCreated', logs: sent.receipt.logs });
  return { ...sent, issuerId: Number(takeOneEvent(logs).args.issuerId) };
}
