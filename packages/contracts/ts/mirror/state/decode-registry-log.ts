import {
  type Abi,
  AbiEventSignatureNotFoundError,
  type DecodeEventLogReturnType,
  decodeEventLog,
  type Log,
} from 'viem';

import type { Deployment } from '../../deployment.ts';
import { passRegistryAbi } from '../../generated/pass-registry.ts';
import { policyRegistryAbi } from '../../generated/policy-registry.ts';
import { trustRegistryAbi } from '../../generated/trust-registry.ts';

export type RegistryAddresses = Pick<Deployment, 'trustRegistry' | 'policyRegistry' | 'passRegistry'>;

/** An event of one of the three registries. */
export type RegistryEvent =
  | DecodeEventLogReturnType<typeof trustRegistryAbi>
  | DecodeEventLogReturnType<typeof policyRegistryAbi>
  | DecodeEventLogReturnType<typeof passRegistryAbi>;

/** Reads a log by the interface of the registry that emitted it; undefined for events that no registry declares. */
export function decodeRegistryLog(options: { addresses: RegistryAddresses; log: Log }): RegistryEvent | undefined {
  const { addresses, log } = options;
  const abi = findAbi(addresses, log.address);
  if (abi === undefined) return undefined;
  try {
    return decodeEventLog({ abi, topics: log.topics, data: log.data, strict: true }) as RegistryEvent;
  } catch (error) {
    if (error instanceof AbiEventSignatureNotFoundError) return undefined;
    throw error;
  }
}

function findAbi(addresses: RegistryAddresses, emitter: string): Abi | undefined {
  const address = emitter.toLowerCase();
  if (address === addresses.trustRegistry.toLowerCase()) return trustRegistryAbi;
  if (address === addresses.policyRegistry.toLowerCase()) return policyRegistryAbi;
  return address === addresses.passRegistry.toLowerCase() ? passRegistryAbi : undefined;
}
