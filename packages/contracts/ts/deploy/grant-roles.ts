import type { Address } from 'viem';

import type { WriteClients } from '../clients.ts';
import { accessManagerAbi } from '../generated/access-manager.ts';
import { sendCall } from '../write/send-call.ts';
import { hasRole, readFunctionRole, wasEmitted } from './governance/read-access.ts';
import { listTargets, selectorOf } from './governance/list-targets.ts';
import { ROLES } from './roles.ts';

export type Governance = {
  /** Holds the admin role: grants and revokes roles, after `delaySeconds`. */
  admin: Address;
  governor: Address;
  guardian: Address;
  /** How long everything that loosens waits. 0 on local chains. */
  delaySeconds: number;
};

/**
 * Gives the governance what the roles are for: assigns functions to roles and grants the roles. What is so already is
 * left alone, so that a run that was cut can be repeated. The deployer keeps its admin role unless told otherwise.
 *
 * @param options.renounce whether the deployer gives up its admin role at once, unless it is the admin. Nobody has tried
 * by then whether the new admin can act: where value is at stake hand over in steps, see `offerAdmin`
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function grantRoles(
  options: WriteClients & {
    accessManager: Address;
    trustRegistry: Address;
    policyRegistry: Address;
    governance: Governance;
    renounce: boolean;
    /** Block of the access manager or one before it. */
    fromBlock: bigint;
  },
): Promise<void> {
  const { governance, walletClient, publicClient, accessManager, fromBlock } = options;
  const { delaySeconds } = governance;
  const manager = { walletClient, publicClient, address: accessManager, abi: accessManagerAbi } as const;
  const read = { client: publicClient, accessManager, fromBlock };
  const deployer = walletClient.account.address;
  if (!(await hasRole({ ...read, role: ROLES.admin, account: deployer }))) return;

  for (const { address, abi, functions } of listTargets(options)) {
    for (const role of ['governor', 'guardian'] as const) {
      const selectors = functions[role].map((name) => selectorOf(abi, name));
      const present = await Promise.all(selectors.map((selector) => readFunctionRole({ ...read, address, selector })));
      const missing = selectors.filter((_, index) => present[index] !== ROLES[role]);
      if (missing.length === 0) continue;
      await sendCall({ ...manager, functionName: 'setTargetFunctionRole', args: [address, missing, ROLES[role]] });
    }
    // Re-assigning functions or roles of a target loosens too.
    const once = await wasEmitted({ ...read, eventName: 'TargetAdminDelayUpdated', args: { target: address } });
    if (!once) await sendCall({ ...manager, functionName: 'setTargetAdminDelay', args: [address, delaySeconds] });
  }
  const delayed = await wasEmitted({ ...read, eventName: 'RoleGrantDelayChanged', args: { roleId: ROLES.governor } });
  if (!delayed) await sendCall({ ...manager, functionName: 'setGrantDelay', args: [ROLES.governor, delaySeconds] });
  const guarded = await wasEmitted({ ...read, eventName: 'RoleGuardianChanged', args: { roleId: ROLES.governor } });
  if (!guarded) {
    await sendCall({ ...manager, functionName: 'setRoleGuardian', args: [ROLES.governor, ROLES.guardian] });
  }
  const grants = [
    [ROLES.guardian, governance.guardian, 0],
    [ROLES.governor, governance.governor, delaySeconds],
    ...(options.renounce ? [[ROLES.admin, governance.admin, delaySeconds] as const] : []),
  ] as const;
  for (const grant of grants) {
    if (await hasRole({ ...read, role: grant[0], account: grant[1], delaySeconds: grant[2] })) continue;
    await sendCall({ ...manager, functionName: 'grantRole', args: grant });
  }
  if (options.renounce && deployer.toLowerCase() !== governance.admin.toLowerCase()) {
    await sendCall({ ...manager, functionName: 'renounceRole', args: [ROLES.admin, deployer] });
  }
}
