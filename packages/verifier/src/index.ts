export { decideAccess } from './access/decide-access.ts';
export { createServedChains } from './chains/create-served-chains.ts';
export {
  answerDigitalCredential,
  type AnswerDigitalCredentialOptions,
} from './digital-credentials/answer-digital-credential.ts';
export {
  createDigitalCredentialRequests,
  type CreateDigitalCredentialRequestsOptions,
} from './digital-credentials/create-digital-credential-requests.ts';
export {
  PolicyRefusalError,
  PresentationMismatchError,
  ProtocolError,
  SessionError,
  VerifierUnavailableError,
} from './errors.ts';
export { compilePolicyDraft } from './policy/compile-policy-draft.ts';
export { viewPolicy } from './policy/view-policy.ts';
export type {
  CertificateReader,
  ChainReader,
  Clock,
  Gate,
  IdempotentAnswers,
  PassRecord,
  PolicyRecord,
  ProofVerifier,
  ProtocolRecord,
  ProtocolRepository,
  ProtocolSigner,
  Random,
  SecondOpinions,
  ServedChain,
  ServedChains,
  SessionKeys,
  SessionRepository,
  StatusReader,
  StatusReference,
  TrustDocuments,
} from './ports.ts';
export { type AnsweredSession, answerSession, type AnswerSessionOptions } from './presentation/answer-session.ts';
export { createDenial } from './presentation/create-denial.ts';
export { verifyPresentation, type VerifyPresentationOptions } from './presentation/verify-presentation.ts';
export { authenticateProtocol } from './protocol/authenticate-protocol.ts';
export { createOriginLinks, createProtocolLinks } from './protocol/create-origin-links.ts';
export { describeVerifier } from './protocol/describe-verifier.ts';
export { hashToken } from './protocol/hash-token.ts';
export { createDidDocument, type ProtocolIdentity, protocolIdentity } from './protocol/protocol-identity.ts';
export { type Question, X509_ISSUER } from './question/question.ts';
export { clientIdentity, type ClientIdentity } from './session/client-identity.ts';
export {
  createRequestObject,
  type CreateRequestObjectOptions,
  createUnsignedRequest,
  identifyClient,
} from './session/create-request-object.ts';
export {
  type CreatedSession,
  createSession,
  type CreateSessionOptions,
  SESSION_LIFE_SECONDS,
} from './session/create-session.ts';
export { listSessions, readSession, type ReadSessionOptions } from './session/read-session.ts';
export { COMMON_FORMATS, hasCommonForm } from './session/narrow-question.ts';
export {
  commonRequestUri,
  openid4vpUrl,
  requestUri,
  responseUri,
  walletUrl,
  walletUrlByValue,
} from './session/request-addresses.ts';
export { ANSWERABLE_STATES, type SealedKey, type SessionRecord } from './session/session.ts';
