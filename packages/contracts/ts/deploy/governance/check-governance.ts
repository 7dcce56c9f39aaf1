import { type Address, getAddress } from 'viem';

import type { ReadClient } from '../../clients.ts';
import { readCall } from '../../read/read-call.ts';
import type { Deployment } from '../../deployment.ts';
import { accessManagerAbi } from '../../generated/access-manager.ts';
import { passRegistryAbi } from '../../generated/pass-registry.ts';
import { trustRegistryAbi } from '../../generated/trust-registry.ts';
import type { Governance } from '../grant-roles.ts';
import { ROLES } from '../roles.ts';
import { listRoleMembers } from './list-role-members.ts';
import { listTargets, selectorOf } from './list-targets.ts';
import { hasRole, readFunctionRole } from './read-access.ts';

/** One statement about who governs, and whether it holds. */
export type GovernanceCheck = { name: string; holds: boolean };

export type CheckGovernanceOptions = {
  client: ReadClient;
  deployment: Deployment;
  governance: Governance;
  deployer: Address;
};

/**
 * Asks the chain who governs: exactly the accounts of the governance have exactly their roles with their delays, and
 * nothing is left with the deployer. Delays of targets and grants take effect five days after they were set (a rule of
 * the access manager), so that their checks fail until then.
 *
 * @throws {ContractError} the chain does not answer
 */
export async function checkGovernance(options: CheckGovernanceOptions): Promise<GovernanceCheck[]> {
  const checks = [checkMembers(options), checkTargets(options), checkRoles(options), checkPasses(options)];
  return (await Promise.all(checks)).flat();
}

/** What the hash of code cannot say on its own: where the registry of passes reads is written into its code. */
async function checkPasses({ client, deployment }: CheckGovernanceOptions): Promise<GovernanceCheck[]> {
  const passes = { client, address: deployment.passRegistry, abi: passRegistryAbi, args: [] } as const;
  const trust = await readCall({ ...passes, functionName: 'trustRegistry' });
  const policies = await readCall({ ...passes, functionName: 'policyRegistry' });
  return [
    {
      name: 'PassRegistry reads these registries',
      holds:
        getAddress(trust) === getAddress(deployment.trustRegistry) &&
        getAddress(policies) === getAddress(deployment.policyRegistry),
    },
  ];
}

async function checkMembers(options: CheckGovernanceOptions): Promise<GovernanceCheck[]> {
  const { client, deployment, governance, deployer } = options;
  const { accessManager, deployedAtBlock: fromBlock } = deployment;
  const members = await listRoleMembers({ client, accessManager, fromBlock });
  const roles = Object.entries(ROLES) as [keyof typeof ROLES, bigint][];
  const checks = await Promise.all(
    roles.map(async ([name, role]) => {
      const account = getAddress(governance[name]);
      const delaySeconds = name === 'guardian' ? 0 : governance.delaySeconds;
      const listed = members.get(role) ?? new Set();
      return [
        { name: `the ${name} is the only ${name}`, holds: listed.size === 1 && listed.has(account) },
        {
          name: delaySeconds === 0 ? `the ${name} acts at once` : `the ${name} waits ${delaySeconds} seconds`,
          holds: await hasRole({ client, accessManager, role, account, delaySeconds }),
        },
      ];
    }),
  );
  const known = new Set<bigint>(Object.values(ROLES));
  const strangers = [...members].filter(([role, accounts]) => !known.has(role) && accounts.size > 0);
  const wanted = Object.values({ ...governance, delaySeconds: '' }).some((account) => account === deployer);
  const left = [...members.values()].some((accounts) => accounts.has(getAddress(deployer)));
  return [
    ...checks.flat(),
    { name: 'nobody has a role that is not ours', holds: strangers.length === 0 },
    { name: 'nothing is left with the deployer', holds: wanted || !left },
  ];
}

async function checkTargets(options: CheckGovernanceOptions): Promise<GovernanceCheck[]> {
  const { client, deployment, governance } = options;
  const { accessManager } = deployment;
  const manager = { client, address: accessManager, abi: accessManagerAbi } as const;
  const checks = listTargets(deployment).map(async ({ name, address, abi, functions }) => {
    const authority = await readCall({ client, address, abi: trustRegistryAbi, functionName: 'authority', args: [] });
    const closed = await readCall({ ...manager, functionName: 'isTargetClosed', args: [address] });
    const delay = await readCall({ ...manager, functionName: 'getTargetAdminDelay', args: [address] });
    const assigned = await Promise.all(
      (['governor', 'guardian'] as const).flatMap((role) =>
        functions[role].map(async (fn) => {
          const selector = selectorOf(abi, fn);
          return (await readFunctionRole({ client, accessManager, address, selector })) === ROLES[role];
        }),
      ),
    );
    return [
      { name: `${name} obeys the access manager`, holds: getAddress(authority) === getAddress(accessManager) },
      { name: `${name} is open`, holds: !closed },
      { name: `functions of ${name} belong to their roles`, holds: assigned.every(Boolean) },
      { name: `changes to ${name}'s roles wait`, holds: delay === governance.delaySeconds },
    ];
  });
  return (await Promise.all(checks)).flat();
}

async function checkRoles(options: CheckGovernanceOptions): Promise<GovernanceCheck[]> {
  const { client, deployment, governance } = options;
  const manager = { client, address: deployment.accessManager, abi: accessManagerAbi } as const;
  const grantDelay = await readCall({ ...manager, functionName: 'getRoleGrantDelay', args: [ROLES.governor] });
  const guardian = await readCall({ ...manager, functionName: 'getRoleGuardian', args: [ROLES.governor] });
  const admins = await Promise.all(
    [ROLES.governor, ROLES.guardian].map((role) =>
      readCall({ ...manager, functionName: 'getRoleAdmin', args: [role] }),
    ),
  );
  return [
    { name: 'a new governor waits', holds: grantDelay === governance.delaySeconds },
    { name: 'the guardian cancels what the governor scheduled', holds: guardian === ROLES.guardian },
    { name: 'the admin alone grants roles', holds: admins.every((admin) => admin === ROLES.admin) },
  ];
}
