import { ContractError } from './contract-error.ts';
import { decodeContractError } from './decode-contract-error.ts';

const MESSAGES: ReadonlyMap<string, string> = new Map([
  ['ERR_CONTRACT_UNREACHABLE', 'The chain did not answer. Check the RPC address and the network.'],
  ['ERR_CONTRACT_CALL', 'The call could not be made. Check its arguments and the funds of the account.'],
]);

/** What our functions throw in place of viem's errors. The message says nothing that was in the call. */
export function toContractError(options: { error: unknown; functionName: string }): ContractError {
  if (options.error instanceof ContractError) return options.error;
  const { code } = decodeContractError({ error: options.error });
  const message = MESSAGES.get(code) ?? 'The contract refused the call.';
  return new ContractError(code, message, { cause: options.error, details: { function: options.functionName } });
}
