import { type Address, type Hex, parseEventLogs } from 'viem';

import type { WriteClients } from '../clients.ts';
import { policyRegistryAbi } from '../generated/policy-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';
import { takeOneEvent } from './take-one-event.ts';

/** Everything that a policy fixes. Times in seconds. */
export type PolicyParameters = {
  policyHash: bigint;
  circuitVersion: number;
  /** 1 to 366 days. */
  maxPassLife: number;
  /** 10 minutes to 1 day. */
  maxProofAge: number;
  /** How long a superseded root serves the renewal of a pass: 10 minutes to `maxProofAge`. */
  grace: number;
  /** The same for first passes and moves: 1 minute to `grace`. */
  firstGrace: number;
  /** At most 366 days; 7 days unless there is a reason. */
  moveCooldown: number;
  /** Policies of one owner and salt share a scope: a new version is not a second chance. */
  salt: Hex;
};

/**
 * Creates a policy that the wallet's account owns.
 *
 * @param options.policyJson canonical JSON of the statement; readers check it against `policyHash`
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function createPolicy(
  options: WriteClients & { policyRegistry: Address; parameters: PolicyParameters; policyJson: string },
): Promise<SentCall & { policyId: Hex; scopeId: Hex }> {
  const sent = await sendCall({
    ...options,
    address: options.policyRegistry,
    abi: policyRegistryAbi,
    functionName: 'createPolicy',
    args: [options.parameters, options.policyJson],
  });
  const logs = parseEventLogs({ abi: policyRegistryAbi, eventName: 'PolicyCreated', logs: sent.receipt.logs });
  const { policyId, scopeId } = takeOneEvent(logs).args;
  return { ...sent, policyId, scopeId };
}
