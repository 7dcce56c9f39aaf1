import { type Abi, type Address, toFunctionSelector } from 'viem';

import type { WriteClients } from '../clients.ts';
import { accessManagerAbi } from '../generated/access-manager.ts';
import { policyRegistryAbi } from '../generated/policy-registry.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';
import { sendCall } from '../write/send-call.ts';
import { ROLE_FUNCTIONS, ROLES } from './roles.ts';

export type Governance = {
  /** Holds the admin role: grants and revokes roles, after `delaySeconds`. */
  admin: Address;
  governor: Address;
  guardian: Address;
  /** How long everything that loosens waits. 0 on local chains. */
  delaySeconds: number;
};

/**
 * Hands the access manager from the deployer to the governance: assigns functions to roles, grants the roles, and gives
 * up the deployer's own admin role when it is not the admin.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function grantRoles(
  options: WriteClients & {
    accessManager: Address;
    trustRegistry: Address;
    policyRegistry: Address;
    governance: Governance;
  },
): Promise<void> {
  const { governance, walletClient, publicClient } = options;
  const { delaySeconds } = governance;
  const manager = { walletClient, publicClient, address: options.accessManager, abi: accessManagerAbi } as const;
  const targets = [
    { address: options.trustRegistry, abi: trustRegistryAbi as Abi, functions: ROLE_FUNCTIONS.trustRegistry },
    { address: options.policyRegistry, abi: policyRegistryAbi as Abi, functions: ROLE_FUNCTIONS.policyRegistry },
  ];
  for (const { address, abi, functions } of targets) {
    for (const role of ['governor', 'guardian'] as const) {
      const selectors = functions[role].map((name) => selectorOf(abi, name));
      await sendCall({ ...manager, functionName: 'setTargetFunctionRole', args: [address, selectors, ROLES[role]] });
    }
    // Re-assigning functions or roles of a target loosens too.
    await sendCall({ ...manager, functionName: 'setTargetAdminDelay', args: [address, delaySeconds] });
  }
  await sendCall({ ...manager, functionName: 'setGrantDelay', args: [ROLES.governor, delaySeconds] });
  await sendCall({ ...manager, functionName: 'setRoleGuardian', args: [ROLES.governor, ROLES.guardian] });
  const governor = [ROLES.governor, governance.governor, delaySeconds] as const;
  await sendCall({ ...manager, functionName: 'grantRole', args: governor });
  await sendCall({ ...manager, functionName: 'grantRole', args: [ROLES.guardian, governance.guardian, 0] });

  const adminRole = 0n;
  const deployer = walletClient.account.address;
  await sendCall({ ...manager, functionName: 'grantRole', args: [adminRole, governance.admin, delaySeconds] });
  if (deployer.toLowerCase() !== governance.admin.toLowerCase()) {
    await sendCall({ ...manager, functionName: 'renounceRole', args: [adminRole, deployer] });
  }
}

function selectorOf(abi: Abi, name: string) {
  const item = abi.find((candidate) => candidate.type === 'function' && candidate.name === name);
  if (item?.type !== 'function') throw new TypeError(`No function ${name}`);
  return toFunctionSelector(item);
}
