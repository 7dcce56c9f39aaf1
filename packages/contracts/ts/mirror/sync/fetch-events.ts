import type { Hex, Log } from 'viem';

import type { ReadClient } from '../../clients.ts';
import { policyRegistryAbi } from '../../generated/policy-registry.ts';
import type { PolicyTerms } from '../state/apply-event.ts';
import { decodeRegistryLog, type RegistryAddresses, type RegistryEvent } from '../state/decode-registry-log.ts';
import { mapInBatches } from './fetch-block.ts';

const WIDTH = 16;

/** Decoded events in chain order. */
export function decodeEvents(options: { addresses: RegistryAddresses; logs: readonly Log[] }): RegistryEvent[] {
  return options.logs.flatMap((log) => decodeRegistryLog({ addresses: options.addresses, log }) ?? []);
}

/**
 * Terms of the policies that the events create, added to `terms`. They are part of the policy's id, so that whatever
 * block answers, the answer is the same.
 */
export async function fetchPolicyTerms(options: {
  client: ReadClient;
  addresses: RegistryAddresses;
  events: readonly RegistryEvent[];
  terms: Map<string, PolicyTerms>;
}): Promise<void> {
  const { client, addresses, events, terms } = options;
  const created = events
    .flatMap((event) => (event.eventName === 'PolicyCreated' ? event.args.policyId.toLowerCase() : []))
    .filter((policyId) => !terms.has(policyId));
  await mapInBatches(created, WIDTH, async (policyId) => {
    const { circuitVersion, maxPassLife, maxProofAge, grace, firstGrace, moveCooldown } = await client.readContract({
      address: addresses.policyRegistry,
      abi: policyRegistryAbi,
      functionName: 'policy',
      args: [policyId as Hex],
    });
    terms.set(policyId, { circuitVersion, maxPassLife, maxProofAge, grace, firstGrace, moveCooldown });
  });
}
