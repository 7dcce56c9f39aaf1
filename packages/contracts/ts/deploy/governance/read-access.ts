import { type Address, type ContractEventArgs, type ContractEventName, getAbiItem, type Hex } from 'viem';

import type { ReadClient } from '../../clients.ts';
import { accessManagerAbi } from '../../generated/access-manager.ts';
import { readCall } from '../../read/read-call.ts';

type Reader = { client: ReadClient; accessManager: Address };

/** Whether an account has a role, and with this execution delay where one is given: now, and with no other one to come. */
export async function hasRole(
  options: Reader & { role: bigint; account: Address; delaySeconds?: number },
): Promise<boolean> {
  const { role, account, delaySeconds } = options;
  const [member, delay] = await readCall({ ...at(options), functionName: 'hasRole', args: [role, account] });
  if (!member || delaySeconds === undefined) return member;
  // A shorter delay that was set takes effect later, by itself.
  const [, , coming, effect] = await readCall({ ...at(options), functionName: 'getAccess', args: [role, account] });
  return delay === delaySeconds && (effect === 0 || coming === delaySeconds);
}

/** Role that may call a function of a target. */
export function readFunctionRole(options: Reader & { address: Address; selector: Hex }): Promise<bigint> {
  const { address, selector } = options;
  return readCall({ ...at(options), functionName: 'getTargetFunctionRole', args: [address, selector] });
}

/** Whether the access manager ever emitted such an event: settings that take effect days later cannot be read. */
export async function wasEmitted<name extends ContractEventName<typeof accessManagerAbi>>(
  options: Reader & { eventName: name; args: ContractEventArgs<typeof accessManagerAbi, name>; fromBlock: bigint },
): Promise<boolean> {
  const { client, accessManager, eventName, args, fromBlock } = options;
  const event = getAbiItem({ abi: accessManagerAbi, name: eventName as 'RoleGranted' });
  const logs = await client.getLogs({ address: accessManager, event, args: args as never, fromBlock });
  return logs.length > 0;
}

function at(options: Reader): Reader & { address: Address; abi: typeof accessManagerAbi } {
  return {
    client: options.client,
    accessManager: options.accessManager,
    address: options.accessManager,
    abi: accessManagerAbi,
  };
}
