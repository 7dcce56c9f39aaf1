import { PosternError } from '@postern/primitives';

/** Something is wrong with the session or the request around the presentation. */
export class SessionError extends PosternError<
  | 'ERR_SESSION_NOT_FOUND'
  | 'ERR_SESSION_EXPIRED'
  | 'ERR_SESSION_CLOSED'
  | 'ERR_SESSION_STATE_MISMATCH'
  | 'ERR_SESSION_POLICY_UNKNOWN'
  | 'ERR_SESSION_RETURN_URL'
  | 'ERR_SESSION_RESPONSE_CODE'
  | 'ERR_SESSION_RESULT_KEY'
  | 'ERR_SESSION_ASK_MALFORMED'
  | 'ERR_SESSION_ISSUER_UNTRUSTED'
  | 'ERR_SESSION_CLIENT_ID'
  | 'ERR_SESSION_RESPONSE_MODE'
  | 'ERR_SESSION_ANSWER_UNREADABLE'
  | 'ERR_SESSION_ORIGIN'
> {}

/** The presentation was made for something else than this request. Says nothing about the holder. */
export class PresentationMismatchError extends PosternError<
  | 'ERR_PRESENTATION_QUERY_UNKNOWN'
  | 'ERR_PRESENTATION_INCOMPLETE'
  | 'ERR_PRESENTATION_TOO_MANY'
  | 'ERR_PRESENTATION_OTHER_POLICY'
  | 'ERR_PRESENTATION_OTHER_SCOPE'
  | 'ERR_PRESENTATION_OTHER_ACCOUNT'
  | 'ERR_PRESENTATION_DATE_MISMATCH'
  | 'ERR_PRESENTATION_PROOF_INVALID'
> {}

/** The presentation may well be true; the policy or the registry's state does not accept it. */
export class PolicyRefusalError extends PosternError<
  | 'ERR_POLICY_NOT_REGISTERED'
  | 'ERR_POLICY_CLOSED'
  | 'ERR_POLICY_STOPPED'
  | 'ERR_POLICY_ROOT_UNKNOWN'
  | 'ERR_POLICY_ROOT_SUPERSEDED'
  | 'ERR_POLICY_PROOF_TOO_OLD'
  | 'ERR_POLICY_PROOF_FROM_FUTURE'
  | 'ERR_POLICY_PROOF_BEFORE_NOT_BEFORE'
  | 'ERR_POLICY_EXPIRY_OFF_GRID'
  | 'ERR_POLICY_EXPIRY_PAST'
  | 'ERR_POLICY_EXPIRY_TOO_LATE'
> {}

/** Who calls is not known here. */
export class ProtocolError extends PosternError<'ERR_API_KEY_INVALID' | 'ERR_PROTOCOL_NOT_FOUND'> {}

/** We cannot decide now; the caller may try again. */
export class VerifierUnavailableError extends PosternError<'ERR_VERIFIER_BUSY' | 'ERR_CHAIN_UNAVAILABLE'> {}
