import { type Address, type Hex, parseEventLogs } from 'viem';

import type { WriteClients } from '../clients.ts';
import { accessManagerAbi } from '../generated/access-manager.ts';
import { type SentCall, sendCall } from './send-call.ts';
import { takeOneEvent } from './take-one-event.ts';

/** A restricted call, as the access manager identifies it. */
export type RestrictedCall = { accessManager: Address; target: Address; data: Hex };

/**
 * Announces a restricted call that has to wait. It can be executed from `readyAt` on, for a week.
 *
 * @throws {ContractError} the wallet has no role for the call, or the chain does not answer
 */
export async function scheduleCall(
  options: WriteClients & RestrictedCall,
): Promise<SentCall & { operationId: Hex /** Unix seconds. */; readyAt: number }> {
  const sent = await sendCall({
    ...options,
    address: options.accessManager,
    abi: accessManagerAbi,
    functionName: 'schedule',
    // 0: as soon as the delay allows.
    args: [options.target, options.data, 0],
  });
  const logs = parseEventLogs({ abi: accessManagerAbi, eventName: 'OperationScheduled', logs: sent.receipt.logs });
  const { operationId, schedule } = takeOneEvent(logs).args;
  return { ...sent, operationId, readyAt: schedule };
}
