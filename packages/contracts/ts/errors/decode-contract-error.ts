import {
  BaseError,
  ContractFunctionRevertedError,
  ContractFunctionZeroDataError,
  decodeErrorResult,
  ExecutionRevertedError,
  type Hex,
  HttpRequestError,
  isHex,
  TimeoutError,
  WaitForTransactionReceiptTimeoutError,
} from 'viem';

import { contractErrorCodes, contractErrorsAbi } from '../generated/contract-errors.ts';
import type { ContractErrorCode } from './contract-error.ts';

const REVERTS = [ContractFunctionRevertedError, ContractFunctionZeroDataError, ExecutionRevertedError] as const;
const SILENCES = [HttpRequestError, TimeoutError, WaitForTransactionReceiptTimeoutError] as const;

export type DecodedContractError = { code: ContractErrorCode; args: readonly unknown[] };

/**
 * Stable code and arguments of whatever viem threw. A custom error of another contract in the call (a token, say) is
 * `ERR_CONTRACT_REVERTED`; a node that does not answer is `ERR_CONTRACT_UNREACHABLE`; a call that could not be made
 * (malformed arguments, no funds, refused by the wallet) is `ERR_CONTRACT_CALL`.
 */
export function decodeContractError(options: { error: unknown }): DecodedContractError {
  const { error } = options;
  const data = findRevertData(error);
  if (data !== undefined) {
    try {
      const { errorName, args } = decodeErrorResult({ abi: contractErrorsAbi, data });
      if (errorName in contractErrorCodes) return { code: contractErrorCodes[errorName], args: args ?? [] };
    } catch {
      // Not one of ours.
    }
    return { code: 'ERR_CONTRACT_REVERTED', args: [] };
  }
  if (isCausedBy(error, REVERTS)) return { code: 'ERR_CONTRACT_REVERTED', args: [] };
  return { code: isCausedBy(error, SILENCES) ? 'ERR_CONTRACT_UNREACHABLE' : 'ERR_CONTRACT_CALL', args: [] };
}

/** Nodes and viem put the revert data at different depths of the cause chain. */
function findRevertData(error: unknown): Hex | undefined {
  for (let current = error; typeof current === 'object' && current !== null; current = readCause(current)) {
    const raw = current instanceof ContractFunctionRevertedError ? current.raw : Reflect.get(current, 'data');
    if (isHex(raw) && raw.length >= 10) return raw;
    const nested = typeof raw === 'object' && raw !== null ? Reflect.get(raw, 'data') : undefined;
    if (isHex(nested) && nested.length >= 10) return nested;
  }
  return undefined;
}

function readCause(error: object): unknown {
  return Reflect.get(error, 'cause');
}

function isCausedBy(error: unknown, classes: typeof REVERTS | typeof SILENCES): boolean {
  if (!(error instanceof BaseError)) return false;
  return error.walk((step) => classes.some((known) => step instanceof known)) !== null;
}
