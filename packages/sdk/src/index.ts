export {
  admit,
  ContractError,
  decodeContractError,
  endPass,
  getAdmitTypedData,
  type Pass,
  passRegistryAbi,
  readIsAdmitted,
  readPass,
} from '@postern/contracts';
export type {
  AccessDecision,
  AskedCredential,
  CreateSessionRequest,
  CreateSessionResponse,
  DigitalCredentialRequests,
  DigitalCredentialSubmission,
  PresentedCredential,
  Proven,
  ProtocolView,
  Session,
  StatusFreshness,
} from '@postern/protocol';
export {
  type BrowserSessions,
  BrowserSessionError,
  type BrowserSessionsOptions,
  createBrowserSessions,
} from './create-browser-sessions.ts';
export { type AdmissionOptions, createAdmission, encodeAdmitCall } from './create-admission.ts';
export { createVerifierClient, type VerifierClient, type VerifierClientOptions } from './create-verifier-client.ts';
export { VerifierClientError } from './verifier-client-error.ts';
