import { PosternError } from '@postern/primitives';

/**
 * The verifier refused, or did not answer as agreed. `details.status` is the HTTP status of a refusal and
 * `details.problem` the verifier's own stable code.
 */
export class VerifierClientError extends PosternError<
  'ERR_VERIFIER_REFUSED' | 'ERR_VERIFIER_UNREACHABLE' | 'ERR_VERIFIER_ANSWER'
> {}
