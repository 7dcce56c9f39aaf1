import type { WriteClients } from '../clients.ts';
import { accessManagerAbi } from '../generated/access-manager.ts';
import type { RestrictedCall } from './schedule-call.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Carries out a call that was announced and has waited, or that needs not wait.
 *
 * @throws {ContractError} not announced, not ready, expired, or refused by its target
 */
export async function executeCall(options: WriteClients & RestrictedCall): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.accessManager,
    abi: accessManagerAbi,
    functionName: 'execute',
    args: [options.target, options.data],
  });
}
