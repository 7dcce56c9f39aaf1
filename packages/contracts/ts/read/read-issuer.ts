import type { Address } from 'viem';

import type { ReadClient } from '../clients.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { readCall } from './read-call.ts';

export type RegisteredIssuer = {
  /** The zero address while a suspended operator has no successor. */
  operator: Address;
  /** Takes over when the operator is suspended; the zero address for none. */
  standby: Address;
  name: string;
};

/**
 * Operator, standby operator and public name of an issuer.
 *
 * @throws {ContractError} no issuer has this id, or the chain does not answer
 */
export async function readIssuer(options: {
  client: ReadClient;
  trustRegistry: Address;
  issuerId: number;
}): Promise<RegisteredIssuer> {
  const [operator, standby, name] = await readCall({
    client: options.client,
    address: options.trustRegistry,
    abi: trustRegistryAbi,
    functionName: 'issuer',
    args: [BigInt(options.issuerId)],
  });
  return { operator, standby, name };
}
