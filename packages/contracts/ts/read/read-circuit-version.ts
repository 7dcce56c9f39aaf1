import type { Address, Hex } from 'viem';

import type { ReadClient } from '../clients.ts';
import { policyRegistryAbi } from '../generated/policy-registry.ts';
import { readCall } from './read-call.ts';

/** A verifier contract as the registry lists it. */
export type CircuitVersion = {
  verifier: Address;
  /** Unix seconds. */
  addedAt: number;
  disabled: boolean;
  /** Admits nobody until it is resumed. */
  paused: boolean;
  /** What a call may burn, in percent of what the code says. */
  gasPercent: number;
  /** Keccak-256 of the code that was reviewed. */
  codeHash: Hex;
};

/**
 * The verifier contract of one circuit version.
 *
 * @throws {ContractError} no verifier has this version, or the chain does not answer
 */
export async function readCircuitVersion(options: {
  client: ReadClient;
  policyRegistry: Address;
  version: number;
}): Promise<CircuitVersion> {
  const found = await readCall({
    client: options.client,
    address: options.policyRegistry,
    abi: policyRegistryAbi,
    functionName: 'circuitVersion',
    args: [options.version],
  });
  return { ...found, addedAt: Number(found.addedAt) };
}
