import { type Address, encodeFunctionData, getAddress, type Hex } from 'viem';

import type { ReadClient, WriteClients } from '../../clients.ts';
import { DeploymentError } from '../../deployment.ts';
import { accessManagerAbi } from '../../generated/access-manager.ts';
import { readCall } from '../../read/read-call.ts';
import { executeCall } from '../../write/execute-call.ts';
import { scheduleCall } from '../../write/schedule-call.ts';
import { type SentCall, sendCall } from '../../write/send-call.ts';
import { assertDevelopmentAccountAllowed } from '../assert-development-account-allowed.ts';
import { ROLES } from '../roles.ts';
import { hasRole } from './read-access.ts';

export type HandOverOptions = WriteClients & { accessManager: Address; deployer: Address };

/**
 * First step, by the deployer: makes the new admin an admin beside it. Nothing is given up yet.
 *
 * @throws {DeploymentError} `ERR_DEPLOYMENT_HAND_OVER`: the new admin is the deployer, or `…_DEVELOPMENT_KEY`
 * @throws {ContractError} the wallet is no admin, or the chain does not answer
 */
export async function offerAdmin(
  options: HandOverOptions & { admin: Address; delaySeconds: number },
): Promise<SentCall> {
  const { admin, delaySeconds, publicClient, deployer } = options;
  if (getAddress(admin) === getAddress(deployer)) throw refused('The new admin is the deployer itself.');
  assertDevelopmentAccountAllowed({ chainId: await publicClient.getChainId(), account: admin });
  return sendCall({
    ...options,
    address: options.accessManager,
    abi: accessManagerAbi,
    functionName: 'grantRole',
    args: [ROLES.admin, admin, delaySeconds],
  });
}

/** Call by which the new admin shows that it can act: it takes the deployer's role away. For a multi-signature wallet. */
export function encodeAcceptCall(options: { deployer: Address }): Hex {
  return encodeFunctionData({
    abi: accessManagerAbi,
    functionName: 'revokeRole',
    args: [ROLES.admin, options.deployer],
  });
}

/**
 * Second step, by the new admin: schedules to take the deployer's role away, which shows that its key works. Without a
 * delay it is done at once.
 *
 * @returns unix seconds from which {@link finishHandOver} by the new admin works; undefined when all is done
 * @throws {ContractError} the wallet is no admin, or the chain does not answer
 */
export async function acceptAdmin(options: HandOverOptions): Promise<{ readyAt: number | undefined }> {
  const { accessManager, walletClient, publicClient: client } = options;
  const call = { ...options, target: accessManager, data: encodeAcceptCall(options) };
  const account = walletClient.account.address;
  if (await hasRole({ client, accessManager, role: ROLES.admin, account, delaySeconds: 0 })) {
    await executeCall(call);
    return { readyAt: undefined };
  }
  return { readyAt: (await scheduleCall(call)).readyAt };
}

/**
 * Last step: by the deployer at any time after the acceptance, or by the new admin once its delay is over.
 *
 * @throws {DeploymentError} `ERR_DEPLOYMENT_HAND_OVER`: the new admin has not accepted, so nobody knows whether it can act
 * @throws {ContractError} not ready, or the chain does not answer
 */
export async function finishHandOver(options: HandOverOptions & { admin: Address }): Promise<SentCall> {
  const { accessManager, deployer, walletClient, admin, publicClient: client } = options;
  if (getAddress(walletClient.account.address) !== getAddress(deployer)) {
    return executeCall({ ...options, target: accessManager, data: encodeAcceptCall(options) });
  }
  if (!(await hasAccepted({ client, accessManager, deployer, admin }))) {
    throw refused('The new admin has not accepted: nobody knows whether it can act.');
  }
  return sendCall({
    ...options,
    address: accessManager,
    abi: accessManagerAbi,
    functionName: 'renounceRole',
    args: [ROLES.admin, deployer],
  });
}

/** Whether the new admin scheduled to take the deployer's role away. */
export async function hasAccepted(options: {
  client: ReadClient;
  accessManager: Address;
  deployer: Address;
  admin: Address;
}): Promise<boolean> {
  const { client, accessManager, admin } = options;
  const manager = { client, address: accessManager, abi: accessManagerAbi } as const;
  const data = encodeAcceptCall(options);
  const operation = await readCall({ ...manager, functionName: 'hashOperation', args: [admin, accessManager, data] });
  const scheduled = await readCall({ ...manager, functionName: 'getSchedule', args: [operation] });
  const isAdmin = await hasRole({ client, accessManager, role: ROLES.admin, account: admin });
  return isAdmin && scheduled !== 0;
}

function refused(message: string): DeploymentError {
  return new DeploymentError('ERR_DEPLOYMENT_HAND_OVER', message);
}
