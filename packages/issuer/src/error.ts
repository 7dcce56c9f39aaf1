import { PosternError } from '@postern/primitives';

/** Refusals of the case machine and of decisions. */
export class CaseError extends PosternError<
  | 'ERR_CASE_UNKNOWN'
  | 'ERR_CASE_TRANSITION'
  | 'ERR_CASE_SAME_APPROVER'
  | 'ERR_CASE_ROLE'
  | 'ERR_CASE_APPROVAL_VOID'
  | 'ERR_CASE_CHANGED'
  | 'ERR_DECISION_UNKNOWN'
  | 'ERR_DECISION_MISMATCH'
  | 'ERR_DECISION_ASSESSMENT_MISSING'
  | 'ERR_DECISION_ASSESSMENT_CHANGED'
  | 'ERR_DECISION_SIGNATURE'
  | 'ERR_APPLICATION_DOCUMENT_EXPIRED'
  | 'ERR_APPLICATION_BIRTH_DATE'
  | 'ERR_APPLICATION_STATUS_TOKEN'
> {}

/** Refusals of sign-in and enrolment. They never say whether a person exists. */
export class StaffError extends PosternError<
  'ERR_STAFF_SIGN_IN' | 'ERR_STAFF_SESSION' | 'ERR_STAFF_ENROLMENT' | 'ERR_STAFF_DEMO_DISABLED' | 'ERR_STAFF_LAUNCHER'
> {}

/** Codes of OpenID4VCI 1.0 §6.3 and §8.3.1, as the wire names them. */
export type OauthErrorCode =
  | 'invalid_request'
  | 'invalid_grant'
  | 'invalid_token'
  | 'unsupported_grant_type'
  | 'invalid_credential_request'
  | 'unknown_credential_configuration'
  | 'invalid_proof'
  | 'invalid_nonce'
  | 'credential_request_denied'
  | 'invalid_notification_id'
  | 'invalid_notification_request'
  | 'temporarily_unavailable';

/** A refusal of the token, credential or notification endpoint. */
export class IssuanceError extends PosternError<
  | 'ERR_ISSUANCE_REQUEST'
  | 'ERR_ISSUANCE_GRANT'
  | 'ERR_ISSUANCE_GRANT_TYPE'
  | 'ERR_ISSUANCE_TOKEN'
  | 'ERR_ISSUANCE_CONFIGURATION'
  | 'ERR_ISSUANCE_PROOF'
  | 'ERR_ISSUANCE_NONCE'
  | 'ERR_ISSUANCE_COMMITMENT_MISSING'
  | 'ERR_ISSUANCE_COMMITMENT_DIFFERS'
  | 'ERR_ISSUANCE_DENIED'
  | 'ERR_ISSUANCE_REBINDING_TOO_SOON'
  | 'ERR_ISSUANCE_LEAF_MISSING'
  | 'ERR_ISSUANCE_OFFER'
  | 'ERR_ISSUANCE_NOTIFICATION'
> {}

/** Sealed data that does not open, or a row that should be there and is not. */
export class VaultError extends PosternError<'ERR_VAULT_MASTER_KEY' | 'ERR_VAULT_SEALED_DATA'> {}

export class TenantError extends PosternError<'ERR_TENANT_UNKNOWN' | 'ERR_TENANT_SEED' | 'ERR_STATUS_LIST_UNKNOWN'> {}
