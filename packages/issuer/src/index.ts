export { reconcileAnchor } from './anchor/reconcile-anchor.ts';
export { type AnchorStepResult, runAnchorStep } from './anchor/run-anchor-step.ts';
export { appendAudit, AUDIT_GENESIS, hashAuditEntry } from './audit/append-audit.ts';
export { readAudit } from './audit/read-audit.ts';
export { verifyAuditChain } from './audit/verify-audit-chain.ts';
export { assertActionAllowed, CASE_TRANSITIONS, listAllowedActions, nextCaseState } from './case/case-transitions.ts';
export { type DecisionBody, hashDecision } from './case/hash-decision.ts';
export { makeDecision, needsSignature } from './case/make-decision.ts';
export { prepareDecision } from './case/prepare-decision.ts';
export { readApplicationStatus } from './case/read-application-status.ts';
export { listCases, readCase } from './case/read-case.ts';
export { submitApplication } from './case/submit-application.ts';
export { CaseError, IssuanceError, type OauthErrorCode, StaffError, TenantError, VaultError } from './error.ts';
export { createNonce } from './issuance/create-nonce.ts';
export { computeValidUntil } from './issuance/fix-issuance.ts';
export { issueCredentials } from './issuance/issue-credentials.ts';
export { recordNotification } from './issuance/record-notification.ts';
export { verifyKeyProofs, type VerifiedKeyProofs } from './issuance/verify-key-proofs.ts';
export { createOffer, readOffer } from './offer/create-offer.ts';
export { MAX_TX_CODE_TRIES, redeemOffer } from './offer/redeem-offer.ts';
export type {
  AnchorChain,
  CredentialSigner,
  IssuerContext,
  IssuerSettings,
  IssuerStore,
  IssuerTransaction,
  PasskeyVerifier,
  RegisteredLeaf,
} from './ports.ts';
export type {
  AnchorRow,
  AuditRow,
  CaseRow,
  ChallengeRow,
  CredentialRow,
  DecisionRow,
  EnrolmentLinkRow,
  IssuanceRow,
  OfferRow,
  PasskeyRow,
  PersonRow,
  SessionRow,
  SignInMethod,
  SnapshotRow,
  StaffRole,
  StaffRow,
  StatusCounts,
  Tenant,
} from './rows.ts';
export {
  type EnrolmentLink,
  enrolPasskey,
  mintEnrolmentLinks,
  prepareEnrolment,
} from './staff/enrol-passkey.ts';
export { prepareSignIn, signIn, signInForDemo } from './staff/sign-in.ts';
export { closeSession, readSession, requireSession, type SignedInStaff } from './staff/staff-sessions.ts';
export { publishStatusList, type StatusListKind } from './status/publish-status-list.ts';
export { queueAnchor } from './status/queue-anchor.ts';
export { createFirstSnapshot, readStatusBitsFile } from './status/read-status-bits-file.ts';
export { readStatusOverview } from './status/read-status-overview.ts';
export {
  describeAuthorizationServer,
  describeDid,
  describeIssuer,
  describeJwtVcIssuer,
  describeVct,
} from './tenant/describe-issuer.ts';
export { describeLeafRegistration, type LeafRegistrationView } from './tenant/describe-leaf-registration.ts';
export { didWebAlias, issuerIdentifier, statusListUrls } from './tenant/issuer-identifier.ts';
export { requireTenant } from './tenant/require-tenant.ts';
export { type IssuerSeed, seedTenants, type TenantKeyMaker, zIssuerSeed } from './tenant/seed-tenant.ts';
export { createVault, type Vault } from './vault/create-vault.ts';
