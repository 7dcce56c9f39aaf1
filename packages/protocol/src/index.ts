export {
  type AssuranceReason,
  type DerivedFacts,
  type DiligenceReason,
  deriveFacts,
} from './case-management/derive-facts.ts';
export {
  EVIDENCE_OF,
  isEvidenceOfChannel,
  isResidenceDocumented,
  MANDATORY_FINDINGS,
} from './case-management/evidence-table.ts';
export {
  type ApplicationData,
  type ApplicationReceipt,
  type ApplicationStatus,
  type CaseState,
  zApplicationData,
  zApplicationReceipt,
  zApplicationStatus,
  zCaseState,
} from './case-management/z-application.ts';
export {
  type Assessment,
  type AssessmentDraft,
  type Blocker,
  type Channel,
  type EvidenceKind,
  type Exception,
  type Finding,
  type FindingSubject,
  type FlagName,
  zAssessment,
  zAssessmentDraft,
  zBlocker,
  zChannel,
  zEvidenceKind,
  zException,
  zFinding,
  zFindingSubject,
  zFlagName,
} from './case-management/z-assessment.ts';
export {
  type CaseAction,
  type CaseDetail,
  type CaseEvent,
  type CaseList,
  type CaseSummary,
  type DecisionDraft,
  type DecisionOptions,
  type DecisionRequest,
  type Measure,
  type OfferView,
  type PendingMeasure,
  zCaseAction,
  zCaseDetail,
  zCaseEvent,
  CASE_PAGE_LIMIT,
  zCaseList,
  zCaseSummary,
  zDecisionDraft,
  zDecisionOptions,
  zDecisionRequest,
  zIssuedStatus,
  zMeasure,
  zOfferView,
} from './case-management/z-case.ts';
export { type OfferLinks, zOfferLinks } from './case-management/z-offer-links.ts';
export {
  type StaffAccount,
  zAnotherPasskey,
  zConfirmedRequest,
  zKeyRevocationRequest,
  zStaffAccount,
  zStepUpOptions,
  zStepUpRequest,
} from './case-management/z-staff-account.ts';
export {
  type IdentityAnswer,
  type IdentityAnswers,
  type IdentityCandidate,
  zIdentityAnswer,
  zIdentityAnswers,
  zIdentityCandidate,
  zIdentityEffect,
} from './case-management/z-identity.ts';
export {
  type AuditPage,
  type DeskAlarms,
  type StatusOverview,
  zAuditPage,
  zDeskAlarms,
  zStatusOverview,
} from './case-management/z-operations.ts';
export {
  type Staff,
  type StaffSession,
  zDemoSignInRequest,
  zEnrolmentOptionsRequest,
  zEnrolmentRequest,
  zSignInRequest,
  zStaff,
  zStaffSession,
  zWebAuthnJson,
  zWebAuthnOptions,
} from './case-management/z-staff.ts';
export {
  type AnchorChainRecord,
  type ChainRecord,
  zAnchorChainsText,
  zChainRecords,
  zChainsText,
} from './chains/z-chain-record.ts';
export {
  zAddress,
  zBytes32,
  zCountryCode,
  zFieldElementText,
  zIsoDay,
  zNationalityCode,
  zUnixSeconds,
} from './common/z-primitives.ts';
export {
  nameSubdivision,
  type Subdivision,
  SUBDIVISIONS,
  UNLISTED_SUBDIVISION,
} from './case-management/subdivisions.ts';
export {
  type Problem,
  zProblem,
} from './common/z-problem.ts';
export {
  type CredentialAuthorizationDetail,
  type IssuanceAuthorizationRequest,
  type PushedAuthorizationResponse,
  zAuthorizationDetails,
  zCredentialAuthorizationDetail,
  zIssuanceAuthorizationRequest,
  zPushedAuthorizationResponse,
} from './issuance/z-authorization.ts';
export {
  type CredentialOffer,
  zCredentialOffer,
  zTxCode,
} from './issuance/z-credential-offer.ts';
export {
  type CredentialRequest,
  type CredentialResponse,
  type DeferredCredentialResponse,
  HOLDER_COMMITMENT_CLAIM,
  type KeyProofPayload,
  zCredentialRequest,
  zCredentialResponse,
  zDeferredCredentialRequest,
  zDeferredCredentialResponse,
  zKeyProofPayload,
  zNotificationRequest,
} from './issuance/z-credential-request.ts';
export {
  type AuthorizationServerMetadata,
  CONFIGURATION_IDS,
  type CredentialConfiguration,
  ISSUED_CONFIGURATION_IDS,
  OFFERED_CONFIGURATION_IDS,
  SEAL_FORMAT,
  type IssuerMetadata,
  PRE_AUTHORIZED_CODE_GRANT,
  VCDM2_CONFIGURATION_ID,
  zAuthorizationServerMetadata,
  zCredentialConfiguration,
  zIssuerMetadata,
} from './issuance/z-issuer-metadata.ts';
export {
  type OauthError,
  type TokenRequest,
  type TokenResponse,
  zCodeTokenRequest,
  zNonceResponse,
  zOauthError,
  zRefreshTokenRequest,
  zTokenRequest,
  zTokenResponse,
} from './issuance/z-token.ts';
export {
  type AuthorizationRequest,
  CLIENT_ID_PREFIXES,
  type ClientIdPrefix,
  type ClientMetadata,
  type EncryptionJwk,
  REQUEST_OBJECT_TYP,
  RESPONSE_MODES,
  type RequestUriPost,
  type ResponseMode,
  SELF_ISSUED_AUDIENCE,
  zAuthorizationRequest,
  zClientIdPrefix,
  zClientMetadata,
  zEncryptionJwk,
  zRequestUriPost,
  zResponseMode,
} from './presentation/z-authorization-request.ts';
export {
  type ClaimPath,
  type ClaimsCredentialQuery,
  type ClaimsQuery,
  type CredentialQuery,
  type CredentialSetQuery,
  type DcqlQuery,
  isClaimsQuery,
  isTypeAsked,
  isZkQuery,
  PRESENTATION_FORMATS,
  type PresentationFormat,
  type TrustedAuthority,
  zClaimPath,
  zClaimsQuery,
  zCredentialQuery,
  zCredentialSetQuery,
  zDcqlId,
  zDcqlQuery,
  zReceivedDcqlQuery,
  type ZkCredentialQuery,
  zSdJwtCredentialQuery,
  zTrustedAuthority,
  zW3cCredentialQuery,
  zZkCredentialQuery,
} from './presentation/z-dcql-query.ts';
export {
  DC_API_SIGNED,
  DC_API_UNSIGNED,
  type DigitalCredentialAnswer,
  type DigitalCredentialRequest,
  zDigitalCredentialAnswer,
  zDigitalCredentialRequest,
} from './presentation/z-digital-credentials.ts';
export {
  type DirectPost,
  type EncryptedAnswer,
  type VpToken,
  zDirectPost,
  zDirectPostResponse,
  zEncryptedAnswer,
  zVpToken,
} from './presentation/z-presentation-response.ts';
export {
  TERMS_TRANSACTION_TYPE,
  type TermsTransactionData,
  type TransactionData,
  zTermsTransactionData,
  zTransactionData,
} from './presentation/z-transaction-data.ts';
export {
  type ZkPresentation,
  zZkPresentation,
} from './presentation/z-zk-presentation.ts';
export {
  ZK_FORMAT,
  type ZkQueryMeta,
  zZkQueryMeta,
} from './presentation/z-zk-query-meta.ts';
export {
  ANCHOR_RECOVERY_SECONDS,
  type AnchorTimes,
  computeAnchorBound,
  computeAnchorTimes,
} from './status/compute-anchor-times.ts';
export { computeProofEffect, type ProofEffect, SLOWEST_POLICY } from './status/compute-proof-effect.ts';
export {
  CREDENTIAL_EFFECT_SECONDS,
  STATUS_LIST_CACHE_SECONDS,
  STATUS_LIST_LIFE_SECONDS,
  type StatusFreshness,
  type StatusTimes,
  zStatusFreshness,
  zStatusTimes,
} from './status/status-times.ts';
export { matchClaims, type MatchedClaim } from './presentation/match-claims.ts';
export { selectClaim } from './presentation/select-claim.ts';
export { nullAsAbsent } from './common/null-as-absent.ts';
export {
  type AccessDecision,
  type CompilePolicyResponse,
  type PolicyView,
  type ProtocolView,
  zAccessDecision,
  zCompilePolicyRequest,
  zCompilePolicyResponse,
  zPolicyView,
  zProtocolView,
} from './verifier-api/z-policy-view.ts';
export {
  type Denial,
  type DigitalCredentialRequests,
  type DigitalCredentialSubmission,
  type PresentedCredential,
  type Proven,
  type Session,
  type SessionState,
  zDenial,
  zDigitalCredentialRequests,
  zDigitalCredentialSubmission,
  zPresentedCredential,
  zProven,
  zSession,
  type SessionList,
  zSessionList,
  zSessionState,
} from './verifier-api/z-session.ts';
export {
  type VerifierMetadata,
  zVerifierMetadata,
} from './verifier-api/z-verifier-metadata.ts';
export {
  type AskedCredential,
  type AskedTerms,
  type CreateSessionRequest,
  type CreateSessionResponse,
  POLICY_QUERY_ID,
  zAskedCredential,
  zAskedTerms,
  zCreateSessionRequest,
  zCreateSessionResponse,
} from './verifier-api/z-session-request.ts';
