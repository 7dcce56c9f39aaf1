import { PosternError } from '@postern/primitives';

/** Why a policy is refused; the details name the part of the policy, never a person's value. */
export class PolicyError extends PosternError<
  | 'ERR_POLICY_MALFORMED'
  | 'ERR_POLICY_NOT_CANONICAL'
  | 'ERR_POLICY_PART_NOT_IN_SCHEMA'
  | 'ERR_POLICY_TOO_MANY_RANGES'
  | 'ERR_POLICY_TOO_MANY_SETS'
  | 'ERR_POLICY_UNSATISFIABLE'
  | 'ERR_POLICY_OVERLAP'
  | 'ERR_POLICY_COUNTRY_UNKNOWN'
  | 'ERR_POLICY_LIST_TOO_LONG'
> {}
