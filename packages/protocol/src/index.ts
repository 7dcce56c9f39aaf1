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
  type CaseAction,
  type CaseDetail,
  type CaseEvent,
  type CaseList,
  type CaseSummary,
  type DecisionDraft,
  type DecisionOptions,
  type DecisionRequest,
  type FlagName,
  type OfferView,
  zAssessment,
  zCaseAction,
  zCaseDetail,
  zCaseEvent,
  zCaseList,
  zCaseSummary,
  zDecisionDraft,
  zDecisionOptions,
  zDecisionRequest,
  zFlagName,
  zOfferView,
} from './case-management/z-case.ts';
export {
  type AuditPage,
  type StatusOverview,
  zAuditPage,
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
  zAddress,
  zBytes32,
  zCountryCode,
  zFieldElementText,
  zIsoDay,
  zUnixSeconds,
} from './common/z-primitives.ts';
export {
  type Problem,
  zProblem,
} from './common/z-problem.ts';
export {
  type CredentialOffer,
  zCredentialOffer,
  zTxCode,
} from './issuance/z-credential-offer.ts';
export {
  type CredentialRequest,
  type CredentialResponse,
  HOLDER_COMMITMENT_CLAIM,
  type KeyProofPayload,
  zCredentialRequest,
  zCredentialResponse,
  zKeyProofPayload,
  zNotificationRequest,
} from './issuance/z-credential-request.ts';
export {
  type AuthorizationServerMetadata,
  CONFIGURATION_IDS,
  type CredentialConfiguration,
  type IssuerMetadata,
  PRE_AUTHORIZED_CODE_GRANT,
  zAuthorizationServerMetadata,
  zCredentialConfiguration,
  zIssuerMetadata,
} from './issuance/z-issuer-metadata.ts';
export {
  type OauthError,
  type TokenRequest,
  type TokenResponse,
  zNonceResponse,
  zOauthError,
  zTokenRequest,
  zTokenResponse,
} from './issuance/z-token.ts';
export {
  type PresentationRequest,
  ZK_FORMAT,
  type ZkQueryMeta,
  zPresentationRequest,
  zZkCredentialQuery,
  zZkQueryMeta,
} from './presentation/z-presentation-request.ts';
export {
  type DirectPost,
  type VpToken,
  zDirectPost,
  zDirectPostResponse,
  zVpToken,
} from './presentation/z-presentation-response.ts';
export {
  type ZkPresentation,
  zZkPresentation,
} from './presentation/z-zk-presentation.ts';
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
  type CreateSessionRequest,
  type CreateSessionResponse,
  type Denial,
  type Session,
  type SessionState,
  zCreateSessionRequest,
  zCreateSessionResponse,
  zDenial,
  zSession,
  zSessionList,
  zSessionState,
} from './verifier-api/z-session.ts';
