import { type Address, getAbiItem, type Hex } from 'viem';

import type { ReadClient } from '../clients.ts';
import { toContractError } from '../errors/to-contract-error.ts';
import { policyRegistryAbi } from '../generated/policy-registry.ts';
import { readCall } from './read-call.ts';

/** A policy as the registry keeps it, with the JSON of its event. Times in seconds. */
export type RegisteredPolicy = {
  policyId: Hex;
  owner: Address;
  policyHash: bigint;
  circuitVersion: number;
  maxPassLife: number;
  maxProofAge: number;
  grace: number;
  firstGrace: number;
  moveCooldown: number;
  scopeId: Hex;
  /** Unix seconds. */
  createdAt: number;
  /** Unix seconds; passes admitted earlier ended. */
  notBefore: number;
  /** No new passes. */
  closed: boolean;
  /** No passes at all. */
  stopped: boolean;
  /** As its owner published it: compile it and compare with `policyHash` before showing it to anybody. */
  policyJson: string;
};

/**
 * Reads a policy and the JSON that was published with it.
 *
 * @param options.fromBlock first block to look for the event in; the deployment's block is a good choice
 * @throws {ContractError} no policy has this id, or the chain does not answer
 */
export async function readPolicy(options: {
  client: ReadClient;
  policyRegistry: Address;
  policyId: Hex;
  fromBlock?: bigint;
}): Promise<RegisteredPolicy> {
  const { client, policyRegistry, policyId, fromBlock = 0n } = options;
  const policy = await readCall({
    client,
    address: policyRegistry,
    abi: policyRegistryAbi,
    functionName: 'policy',
    args: [policyId],
  });
  const policyJson = await readPolicyJson({ client, policyRegistry, policyId, fromBlock });
  return { ...policy, policyId, createdAt: Number(policy.createdAt), notBefore: Number(policy.notBefore), policyJson };
}

async function readPolicyJson(options: {
  client: ReadClient;
  policyRegistry: Address;
  policyId: Hex;
  fromBlock: bigint;
}): Promise<string> {
  const { client, policyRegistry, policyId, fromBlock } = options;
  try {
    const [log] = await client.getLogs({
      address: policyRegistry,
      event: getAbiItem({ abi: policyRegistryAbi, name: 'PolicyCreated' }),
      args: { policyId },
      fromBlock,
      toBlock: 'latest',
      strict: true,
    });
    if (log === undefined) throw new Error('The node does not have the event of this policy.');
    return log.args.policyJson;
  } catch (error) {
    throw toContractError({ error, functionName: 'PolicyCreated' });
  }
}
