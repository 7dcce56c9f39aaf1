import type { Address, Hex } from 'viem';

import type { ReadClient } from '../clients.ts';
import { policyRegistryAbi } from '../generated/policy-registry.ts';
import { readCall } from './read-call.ts';

/**
 * What decides whether passes of a policy count, beside their expiry; an unknown policy reads as a new one.
 *
 * @throws {ContractError} the chain does not answer
 */
export async function readPassGate(options: {
  client: ReadClient;
  policyRegistry: Address;
  policyId: Hex;
}): Promise<{ notBefore: number; stopped: boolean }> {
  const found = await readCall({
    client: options.client,
    address: options.policyRegistry,
    abi: policyRegistryAbi,
    functionName: 'passGate',
    args: [options.policyId],
  });
  return { notBefore: Number(found[0]), stopped: found[1] };
}
