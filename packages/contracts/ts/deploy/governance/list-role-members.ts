import { type Address, getAddress, parseEventLogs } from 'viem';

import type { ReadClient } from '../../clients.ts';
import { toContractError } from '../../errors/to-contract-error.ts';
import { accessManagerAbi } from '../../generated/access-manager.ts';
import { fetchLogRanges } from '../../mirror/sync/fetch-logs.ts';

/**
 * Every account in every role, from the events of the access manager: the contract itself cannot list them.
 *
 * @returns role → accounts
 * @throws {ContractError} the chain does not answer
 */
export async function listRoleMembers(options: {
  client: ReadClient;
  accessManager: Address;
  fromBlock: number;
}): Promise<Map<bigint, Set<Address>>> {
  const { client, accessManager, fromBlock } = options;
  const members = new Map<bigint, Set<Address>>();
  try {
    const toBlock = Number(await client.getBlockNumber({ cacheTime: 0 }));
    for await (const { logs } of fetchLogRanges({ client, address: [accessManager], fromBlock, toBlock })) {
      for (const event of parseEventLogs({ abi: accessManagerAbi, logs })) {
        if (event.eventName !== 'RoleGranted' && event.eventName !== 'RoleRevoked') continue;
        const { roleId, account } = event.args;
        const accounts = members.get(roleId) ?? new Set();
        if (event.eventName === 'RoleGranted') accounts.add(getAddress(account));
        else accounts.delete(getAddress(account));
        members.set(roleId, accounts);
      }
    }
    return members;
  } catch (error) {
    throw toContractError({ error, functionName: 'RoleGranted' });
  }
}
