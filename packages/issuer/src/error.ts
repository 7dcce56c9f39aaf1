import { PosternError } from '@postern/primitives';

/** Refusals of the case machine and of decisions. */
export class CaseError extends PosternError<
  | 'ERR_CASE_UNKNOWN'
  | 'ERR_CASE_UNREADABLE'
  | 'ERR_CASE_CURSOR'
  | 'ERR_CASE_TRANSITION'
  | 'ERR_CASE_SAME_APPROVER'
  | 'ERR_CASE_ROLE'
  | 'ERR_CASE_APPROVAL_VOID'
  | 'ERR_CASE_CHANGED'
  | 'ERR_CASE_BLOCKED'
  | 'ERR_ASSESSMENT_EVIDENCE'
  | 'ERR_IDENTITY_UNANSWERED'
  | 'ERR_IDENTITY_CHANGED'
  | 'ERR_IDENTITY_REASON'
  | 'ERR_MEASURE_MISSING'
  | 'ERR_MEASURE_PENDING'
  | 'ERR_MEASURE_REASON'
  | 'ERR_DECISION_UNKNOWN'
  | 'ERR_DECISION_MISMATCH'
  | 'ERR_DECISION_ASSESSMENT_MISSING'
  | 'ERR_DECISION_ASSESSMENT_CHANGED'
  | 'ERR_DECISION_SIGNATURE'
  | 'ERR_APPLICATION_DOCUMENT_EXPIRED'
  | 'ERR_APPLICATION_BIRTH_DATE'
  | 'ERR_APPLICATION_STATUS_TOKEN'
  | 'ERR_APPLICATION_OFFER'
> {}

/** Refusals of requests that are repeated under one key. */
export class IdempotencyError extends PosternError<'ERR_IDEMPOTENCY_KEY_REUSED' | 'ERR_IDEMPOTENCY_ANSWERED'> {}

/** Refusals of sign-in and enrolment. They never say whether a person exists. */
export class StaffError extends PosternError<
  | 'ERR_STAFF_SIGN_IN'
  | 'ERR_STAFF_SESSION'
  | 'ERR_STAFF_ROLE'
  | 'ERR_STAFF_ENROLMENT'
  | 'ERR_STAFF_STEP_UP'
  | 'ERR_STAFF_PASSKEY'
  | 'ERR_STAFF_MEMBER'
  | 'ERR_STAFF_DEMO_DISABLED'
  | 'ERR_STAFF_LAUNCHER'
> {}

/** Codes of RFC 6749, 8707, 9126, 9396, 9449 and OpenID4VCI 1.0 §6.3, §8.3.1, §9.3, §11.3, as the wire names them. */
export type OauthErrorCode =
  | 'access_denied'
  | 'credential_request_denied'
  | 'invalid_authorization_details'
  | 'invalid_client'
  | 'invalid_credential_request'
  | 'invalid_dpop_proof'
  | 'invalid_encryption_parameters'
  | 'invalid_grant'
  | 'invalid_nonce'
  | 'invalid_notification_id'
  | 'invalid_notification_request'
  | 'invalid_proof'
  | 'invalid_request'
  | 'invalid_scope'
  | 'invalid_target'
  | 'invalid_token'
  | 'invalid_transaction_id'
  | 'temporarily_unavailable'
  | 'unknown_credential_configuration'
  | 'unknown_credential_identifier'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'use_dpop_nonce';

/** A refusal of an authorization, token, credential or notification endpoint. */
export class IssuanceError extends PosternError<
  | 'ERR_ISSUANCE_REQUEST'
  | 'ERR_ISSUANCE_RESPONSE_TYPE'
  | 'ERR_ISSUANCE_SCOPE'
  | 'ERR_ISSUANCE_RESOURCE'
  | 'ERR_ISSUANCE_AUTHORIZATION_DETAILS'
  | 'ERR_ISSUANCE_CLIENT'
  | 'ERR_ISSUANCE_GRANT'
  | 'ERR_ISSUANCE_GRANT_TYPE'
  | 'ERR_ISSUANCE_TOKEN'
  | 'ERR_ISSUANCE_DPOP'
  | 'ERR_ISSUANCE_DPOP_NONCE'
  | 'ERR_ISSUANCE_CONFIGURATION'
  | 'ERR_ISSUANCE_IDENTIFIER'
  | 'ERR_ISSUANCE_ENCRYPTION'
  | 'ERR_ISSUANCE_PROOF'
  | 'ERR_ISSUANCE_NONCE'
  | 'ERR_ISSUANCE_COMMITMENT_MISSING'
  | 'ERR_ISSUANCE_COMMITMENT_DIFFERS'
  | 'ERR_ISSUANCE_DENIED'
  | 'ERR_ISSUANCE_APPROVAL_BROKEN'
  | 'ERR_ISSUANCE_IDENTITY_UNSETTLED'
  | 'ERR_ISSUANCE_REBINDING_TOO_SOON'
  | 'ERR_ISSUANCE_REBINDING_UNAPPROVED'
  | 'ERR_ISSUANCE_REBINDING_OPEN'
  | 'ERR_ISSUANCE_REBINDING_CANCELLED'
  | 'ERR_ISSUANCE_OFFER'
  | 'ERR_ISSUANCE_TRANSACTION'
  | 'ERR_ISSUANCE_NOTIFICATION'
> {}

/** The authorization page is used up, too old, or was tried too often: the wallet starts again. */
export class AuthorizationPageError extends PosternError<'ERR_AUTHORIZATION_GONE'> {}

/** Refusals of the page on which a holder answers a re-binding, and of the wallet's confirmation there. */
export class RebindingError extends PosternError<
  | 'ERR_REBINDING_UNKNOWN'
  | 'ERR_REBINDING_CLOSED'
  | 'ERR_REBINDING_REQUEST'
  | 'ERR_REBINDING_PRESENTATION'
  | 'ERR_REBINDING_CREDENTIAL'
> {}

/** The audit log is not what was signed: nothing more is signed over it. */
export class AuditError extends PosternError<'ERR_AUDIT_BROKEN' | 'ERR_AUDIT_KEY'> {}

/** Sealed data that does not open, or a row that should be there and is not. */
export class VaultError extends PosternError<'ERR_VAULT_MASTER_KEY' | 'ERR_VAULT_SEALED_DATA'> {}

export class TenantError extends PosternError<
  'ERR_TENANT_UNKNOWN' | 'ERR_TENANT_SEED' | 'ERR_TENANT_CERTIFICATE' | 'ERR_TENANT_KEY' | 'ERR_STATUS_LIST_UNKNOWN'
> {}
