import { type Abi, type Address, type Hex, toFunctionSelector } from 'viem';

import { policyRegistryAbi } from '../../generated/policy-registry.ts';
import { trustRegistryAbi } from '../../generated/trust-registry.ts';
import { ROLE_FUNCTIONS } from '../roles.ts';

/** A contract whose functions the access manager guards. */
export type ManagedTarget = {
  name: 'TrustRegistry' | 'PolicyRegistry';
  address: Address;
  abi: Abi;
  functions: Readonly<Record<'governor' | 'guardian', readonly string[]>>;
};

/** The guarded contracts of a deployment. */
export function listTargets(deployment: { trustRegistry: Address; policyRegistry: Address }): ManagedTarget[] {
  const { trustRegistry, policyRegistry } = deployment;
  return [
    {
      name: 'TrustRegistry',
      address: trustRegistry,
      abi: trustRegistryAbi,
      functions: ROLE_FUNCTIONS.trustRegistry,
    },
    {
      name: 'PolicyRegistry',
      address: policyRegistry,
      abi: policyRegistryAbi,
      functions: ROLE_FUNCTIONS.policyRegistry,
    },
  ];
}

/** First four bytes of a call to a function. */
export function selectorOf(abi: Abi, name: string): Hex {
  const item = abi.find((candidate) => candidate.type === 'function' && candidate.name === name);
  if (item?.type !== 'function') throw new TypeError(`No function ${name}`);
  return toFunctionSelector(item);
}
