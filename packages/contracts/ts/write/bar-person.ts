import type { Address, Hex } from 'viem';

import type { WriteClients } from '../clients.ts';
import { passRegistryAbi } from '../generated/pass-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/**
 * Keeps a person out of every policy of a scope until a date, or lets it in again. The wallet owns the scope's policies. A
 * pass that counts goes on: see {@link endPassOfPerson}.
 *
 * @param options.until unix seconds, midnight UTC, at most 366 days ahead; 0 lifts the bar
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function barPerson(
  options: WriteClients & { passRegistry: Address; scopeId: Hex; nullifierTag: bigint; until: number },
): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.passRegistry,
    abi: passRegistryAbi,
    functionName: 'bar',
    args: [options.scopeId, options.nullifierTag, options.until],
  });
}
