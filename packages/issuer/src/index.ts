export { reconcileAnchor } from './anchor/reconcile-anchor.ts';
export { listOverdueChanges } from './anchor/list-overdue.ts';
export { listLanes, type OutboxLane } from './anchor/open-outbox.ts';
export type { OutboxEvent, OutboxEventType } from './anchor/outbox-event.ts';
export { queueHeartbeat } from './anchor/queue-heartbeat.ts';
export { runOutboxStep } from './anchor/run-outbox-step.ts';
export { openLaneKey } from './anchor/store-signed.ts';
export { appendAudit } from './audit/append-audit.ts';
export { type AuditHead, type AuditPublicKey, hashAnchoredHead, signAuditHead } from './audit/audit-head.ts';
export { ensureAuditKeys } from './audit/ensure-audit-keys.ts';
export { type AuditExport, exportAudit, zAuditExport } from './audit/export-audit.ts';
export { AUDIT_GENESIS, hashAuditEntry } from './audit/hash-audit-entry.ts';
export { recordReading } from './audit/record-reading.ts';
export { signHead } from './audit/sign-head.ts';
export {
  type AuditCheck,
  type AuditFault,
  type AuditLogOptions,
  findAuditFault,
  type SignedHead,
} from './audit/verify-audit-log.ts';
export {
  answerAuthorizationPage,
  denyAuthorization,
  type PageAnswer,
} from './authorization/answer-page.ts';
export { createRedirect } from './authorization/create-redirect.ts';
export {
  openAuthorizationPage,
  pushAuthorizationRequest,
  takePushedRequest,
} from './authorization/push-authorization-request.ts';
export { readAuthorizationRequest } from './authorization/read-authorization-request.ts';
export { readRedirectUri } from './authorization/read-redirect-uri.ts';
export { redeemCode } from './authorization/redeem-code.ts';
export { readAudit } from './audit/read-audit.ts';
export {
  assertActionAllowed,
  CASE_TRANSITIONS,
  type CaseStanding,
  listAllowedActions,
  listMeasures,
  MEASURES,
  nextCaseState,
} from './case/case-transitions.ts';
export { type DecisionBody, hashDecision } from './case/hash-decision.ts';
export { deriveAssessment } from './assessment/derive-assessment.ts';
export { assertUnblocked, findBlockers } from './assessment/find-blockers.ts';
export { needsSignature } from './case/assert-signed.ts';
export {
  addAnotherPasskey,
  listOwnPasskeys,
  prepareAnotherPasskey,
  removeOwnPasskey,
} from './staff/own-passkeys.ts';
export { readAccount } from './staff/read-account.ts';
export { removeMember } from './staff/remove-member.ts';
export { prepareStepUp, type StepUpAction } from './staff/step-up.ts';
export { type KeyRevocationStep, stepKeyRevocation } from './tenant/revoke-signing-key.ts';
export { makeDecision } from './case/make-decision.ts';
export { prepareDecision } from './case/prepare-decision.ts';
export { readApplicationStatus } from './case/read-application-status.ts';
export { type Once, type RepeatableRequest, runOnce } from './idempotency/run-once.ts';
export { listCases } from './case/list-cases.ts';
export { readCase } from './case/read-case.ts';
export { submitApplication } from './case/submit-application.ts';
export {
  AuditError,
  AuthorizationPageError,
  CaseError,
  IdempotencyError,
  IssuanceError,
  type OauthErrorCode,
  RebindingError,
  StaffError,
  TenantError,
  VaultError,
} from './error.ts';
export { backfillIdentityTokens } from './identity/backfill-identity-tokens.ts';
export { compareIdentities, type IdentityFacts, type IdentityMatch } from './identity/compare-identities.ts';
export { computeIdentityTokens, type IdentityToken } from './identity/compute-identity-tokens.ts';
export { readIdentityAnswers } from './identity/read-identity-answers.ts';
export { createNonce } from './issuance/create-nonce.ts';
export { computeValidUntil } from './issuance/fix-issuance.ts';
export { claimDeferred } from './issuance/defer-issuance.ts';
export { issueCredentials } from './issuance/issue-credentials.ts';
export { recordNotification } from './issuance/record-notification.ts';
export { verifyKeyProofs, type VerifiedKeyProofs } from './issuance/verify-key-proofs.ts';
export { deliverMails } from './mail/deliver-mails.ts';
export { type ListedMail, listMails } from './mail/list-mails.ts';
export { createOffer, readOffer } from './offer/create-offer.ts';
export { MAX_TX_CODE_TRIES } from './offer/check-tx-code.ts';
export { redeemOffer } from './offer/redeem-offer.ts';
export { type RequestedOffer, requestOffer } from './offer/request-offer.ts';
export type {
  AnchorCall,
  AnchorChain,
  CertificateMaker,
  ChainReceipt,
  CredentialSigner,
  IssuerContext,
  IssuerSettings,
  WalletClient,
  IssuerStore,
  IssuerTransaction,
  Mail,
  Mailer,
  OfferName,
  OutboxSettings,
  PasskeyVerifier,
  RegisteredLeaf,
  SignedTransaction,
} from './ports.ts';
export type {
  AnchorRow,
  AuditHeadRow,
  AuditKeyRow,
  AuditRow,
  AuthorizationCodeRow,
  AuthorizationRequestRow,
  AuthorizationTerms,
  CaseRow,
  ChainAccountRow,
  ChainAttempt,
  ChainTransactionRow,
  ChallengeRow,
  ConfirmationRequestRow,
  CopyRow,
  CredentialRow,
  DecidedIdentity,
  DecisionRow,
  DeferredIssuanceRow,
  EnrolmentLinkRow,
  GrantRow,
  IdentityAnswerRow,
  IssuanceRow,
  MailRow,
  OfferRow,
  PasskeyRow,
  PersonRow,
  ProvenKey,
  RebindingRow,
  RefreshTokenRow,
  SessionRow,
  SignInMethod,
  SnapshotRow,
  StaffRole,
  StaffRow,
  StatusCounts,
  Tenant,
  TenantKeyRow,
  TenantPolicy,
  WaitingChange,
} from './rows.ts';
export { answerConfirmation } from './rebinding/answer-confirmation.ts';
export {
  type ConfirmationLinks,
  requestConfirmation,
  signConfirmationRequest,
} from './rebinding/confirmation-request.ts';
export {
  objectToRebinding,
  readRebinding,
  type RebindingLink,
  type RebindingView,
} from './rebinding/read-rebinding.ts';
export { type DueRebindings, runDueRebindings } from './rebinding/run-due-rebindings.ts';
export {
  type EnrolmentLink,
  enrolPasskey,
  mintEnrolmentLinks,
  prepareEnrolment,
} from './staff/enrol-passkey.ts';
export { prepareSignIn, recordRefusedSignIn, signIn, signInForDemo } from './staff/sign-in.ts';
export { closeSession, readSession, requireSession, type SignedInStaff } from './staff/staff-sessions.ts';
export { publishStatusList, type StatusListKind } from './status/publish-status-list.ts';
export { queueAnchor } from './status/queue-anchor.ts';
export { createFirstSnapshot, readStatusBitsFile } from './status/read-status-bits-file.ts';
export { readStatusOverview } from './status/read-status-overview.ts';
export { describeAuthorizationServer } from './tenant/describe-authorization-server.ts';
export { describeDidConfiguration } from './tenant/describe-did-configuration.ts';
export { describeIssuer } from './tenant/describe-issuer.ts';
export { describeDid, describeJwks, describeJwtVcIssuer } from './tenant/describe-keys.ts';
export { describeVct } from './tenant/describe-type.ts';
export { describeLeafRegistration, type LeafRegistrationView } from './tenant/describe-leaf-registration.ts';
export { didWebAlias, issuerIdentifier, statusListUrls } from './tenant/issuer-identifier.ts';
export { forgetTenant, requireTenant } from './tenant/require-tenant.ts';
export { certifyKeys, rotateSigningKey, saveCertificates } from './tenant/rotate-signing-key.ts';
export { type IssuerSeed, type MadeKey, seedTenants, type TenantKeyMaker, zIssuerSeed } from './tenant/seed-tenant.ts';
export { checkDpop, offerDpopNonce, type RequestProof } from './token/check-dpop.ts';
export { assertResource } from './token/assert-resource.ts';
export { readAuthorizationDetails } from './token/credential-identifiers.ts';
export { identifyClient, type PresentedAttestation } from './token/identify-client.ts';
export { type GrantTerms } from './token/open-grant.ts';
export { refreshTokens } from './token/refresh-tokens.ts';
export { type Access, type PresentedToken, requireAccess } from './token/require-access.ts';
export { createVault, type Vault } from './vault/create-vault.ts';
