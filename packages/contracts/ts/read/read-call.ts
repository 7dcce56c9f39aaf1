import type { Abi, Address, ContractFunctionArgs, ContractFunctionName, ContractFunctionReturnType } from 'viem';

import type { ReadClient } from '../clients.ts';
import { toContractError } from '../errors/to-contract-error.ts';

type Reading = 'view' | 'pure';

/**
 * Reads one view function.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function readCall<
  const abi extends Abi,
  name extends ContractFunctionName<abi, Reading>,
  const args extends ContractFunctionArgs<abi, Reading, name>,
>(options: {
  client: ReadClient;
  address: Address;
  abi: abi;
  functionName: name;
  args: args;
  blockNumber?: bigint;
}): Promise<ContractFunctionReturnType<abi, Reading, name, args>> {
  const { client, address, functionName, blockNumber } = options;
  try {
    const result = await client.readContract({
      address,
      abi: options.abi as Abi,
      functionName: functionName as string,
      args: options.args as readonly unknown[],
      ...(blockNumber === undefined ? {} : { blockNumber }),
    });
    return result as ContractFunctionReturnType<abi, Reading, name, args>;
  } catch (error) {
    throw toContractError({ error, functionName });
  }
}
