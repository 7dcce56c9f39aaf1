import { PosternError } from '@postern/primitives';

import type { contractErrorCodes } from '../generated/contract-errors.ts';

/** Code of a custom Solidity error, or of a call that failed in another way. */
export type ContractErrorCode =
  | (typeof contractErrorCodes)[keyof typeof contractErrorCodes]
  | 'ERR_CONTRACT_REVERTED'
  | 'ERR_CONTRACT_UNREACHABLE'
  | 'ERR_CONTRACT_CALL'
  | 'ERR_CONTRACT_REPLACED'
  | 'ERR_CONTRACT_DROPPED';

/** A contract refused a call, or the chain could not be asked. */
export class ContractError extends PosternError<ContractErrorCode> {}
