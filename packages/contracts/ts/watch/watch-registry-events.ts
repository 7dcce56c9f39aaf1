import type { Abi, Address, ContractEventName, Hex, WatchContractEventOnLogsParameter } from 'viem';

import type { ReadClient } from '../clients.ts';
import { toContractError } from '../errors/to-contract-error.ts';
import { passRegistryAbi } from '../generated/pass-registry.ts';
import { policyRegistryAbi } from '../generated/policy-registry.ts';
import { trustRegistryAbi } from '../generated/trust-registry.ts';

/** Decoded events of one poll; one whose block the chain gave up comes again with `removed`, where the node says so. */
export type RegistryLogs<abi extends Abi, name extends ContractEventName<abi>> = WatchContractEventOnLogsParameter<
  abi,
  name,
  true
>;

type WatchOptions<abi extends Abi, name extends ContractEventName<abi>> = {
  client: ReadClient;
  /** One event only; all when left out. */
  eventName?: name;
  onEvents: (events: RegistryLogs<abi, name>) => void;
  /** {@link ContractError}: the chain does not answer; watching goes on. */
  onError: (error: Error) => void;
  /** First block; the next one when left out. */
  fromBlock?: bigint;
};

/**
 * Tells of events as they happen, for screens and logs. To decide over access use the mirror of
 * `@postern/contracts/mirror`: it misses nothing over a restart and follows reorgs.
 *
 * @returns a function that ends the watching
 */
export function watchTrustRegistry<name extends ContractEventName<typeof trustRegistryAbi>>(
  options: WatchOptions<typeof trustRegistryAbi, name> & { trustRegistry: Address },
): () => void {
  return watch(options, options.trustRegistry, trustRegistryAbi, undefined);
}

/** As {@link watchTrustRegistry}, for policies and circuit versions. */
export function watchPolicyRegistry<name extends ContractEventName<typeof policyRegistryAbi>>(
  options: WatchOptions<typeof policyRegistryAbi, name> & { policyRegistry: Address },
): () => void {
  return watch(options, options.policyRegistry, policyRegistryAbi, undefined);
}

/** As {@link watchTrustRegistry}, for passes; of one policy or account when told and `eventName` is given. */
export function watchPassRegistry<name extends ContractEventName<typeof passRegistryAbi>>(
  options: WatchOptions<typeof passRegistryAbi, name> & {
    passRegistry: Address;
    policyId?: Hex;
    account?: Address;
  },
): () => void {
  const { policyId, account } = options;
  const args = {
    ...(policyId === undefined ? {} : { policyId }),
    ...(account === undefined ? {} : { account }),
  };
  return watch(options, options.passRegistry, passRegistryAbi, args);
}

function watch<abi extends Abi, name extends ContractEventName<abi>>(
  options: WatchOptions<abi, name>,
  address: Address,
  abi: abi,
  args: object | undefined,
): () => void {
  const { client, eventName, onEvents, onError, fromBlock } = options;
  return client.watchContractEvent({
    address,
    abi: abi as Abi,
    strict: true,
    ...(eventName === undefined ? {} : { eventName: eventName as string }),
    ...(eventName === undefined || args === undefined ? {} : { args }),
    ...(fromBlock === undefined ? {} : { fromBlock }),
    onLogs: (logs) => onEvents(logs as unknown as RegistryLogs<abi, name>),
    onError: (error) => onError(toContractError({ error, functionName: 'eth_getLogs' })),
  });
}
