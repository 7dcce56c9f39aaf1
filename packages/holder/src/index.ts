export {
  loadStatusLists,
  type LoadStatusListsOptions,
  refreshStatusLists,
  type ListProblem,
  type StatusLists,
} from './chain/load-status-lists.ts';
export { createListRefresher } from './chain/create-list-refresher.ts';
export { joinRegistries } from './chain/join-registries.ts';
export { selectChain } from './chain/select-chain.ts';
export { type RegistrySnapshot, snapshotRegistry } from './chain/snapshot-registry.ts';
export { HolderError } from './error.ts';
export { assertUrlAllowed, isLoopbackUrl } from './http/assert-url-allowed.ts';
export { createHttpClient, type CreateHttpClientOptions } from './http/create-http-client.ts';
export { fetchJson, type JsonResponse } from './http/fetch-json.ts';
export type {
  ChainPolicy,
  HolderChain,
  HttpClient,
  HttpRequest,
  HttpResponse,
  Prover,
  RegistryLeaf,
  RegistryReader,
  StatusListCache,
} from './ports.ts';
export {
  type Answer,
  answerRequest,
  type AnswerRequestOptions,
  type ChosenPart,
  declineRequest,
  sendAnswer,
  type SendAnswerOptions,
  type SentAnswer,
} from './present/answer-request.ts';
export {
  checkCredential,
  type CheckCredentialOptions,
  type CredentialCheck,
  type ProofPaths,
} from './present/check-credential.ts';
export {
  fetchPresentationRequest,
  type FetchPresentationRequestOptions,
  type VerifiedRequest,
} from './present/fetch-presentation-request.ts';
export { listKeptFacts } from './present/list-kept-facts.ts';
export { type DurationChoice, offerDurations } from './present/offer-durations.ts';
export { type ShownClaim } from './present/list-shown-claims.ts';
export {
  type AnswerChoice,
  type AnswerPart,
  type AnswerPlan,
  type ClaimsCandidate,
  isAnswerable,
  planAnswer,
  type PlanAnswerOptions,
} from './present/plan-answer.ts';
export { computeProofTarget, explainSessionProof, type ProofTarget } from './present/proof-target.ts';
export { parseRequestLink, type RequestLink } from './present/parse-request-link.ts';
export { readRequestedPolicy, type RequestedPolicy } from './present/read-requested-policy.ts';
export {
  continueIssuance,
  type ContinueIssuanceOptions,
  type ReceiveResult,
  type ReceiveStep,
} from './receive/continue-issuance.ts';
export { fetchCredentialOffer, type OpenOffer } from './receive/fetch-credential-offer.ts';
export { fetchIssuerMetadata, type IssuerProfile, offersSeal } from './receive/fetch-issuer-metadata.ts';
export { pickDisplay } from './receive/pick-display.ts';
export { finishAuthorization, readAuthorizationState } from './receive/finish-authorization.ts';
export {
  type IssuanceSession,
  type TokenSet,
  zIssuanceSession,
} from './receive/issuance-session.ts';
export { type OfferLink, parseOfferLink } from './receive/parse-offer-link.ts';
export {
  createIssuanceSession,
  receiveCredentials,
  type ReceiveCredentialsOptions,
} from './receive/receive-credentials.ts';
export { renewCredentials, startRenewal, type StartRenewalOptions } from './receive/renew-credentials.ts';
export { requestToken } from './receive/request-token.ts';
export {
  type PendingAuthorization,
  startAuthorization,
  type StartAuthorizationOptions,
  zPendingAuthorization,
} from './receive/start-authorization.ts';
export {
  type AuthorizationRecord,
  type IssuanceRecord,
  issuanceIdOfOffer,
  keepAuthorization,
  keepIssuance,
  listIssuances,
  readAuthorization,
  readIssuance,
  removeAuthorization,
  removeIssuance,
} from './store/issuance-records.ts';
export { type DisclosureRecord } from './store/disclosure-record.ts';
export { findNextProofMinute, type GrantRecord, isRepeatedOwner, zGrantRecord } from './store/grant-record.ts';
export { isTestCredential } from './store/is-test-credential.ts';
export {
  type HeldFormat,
  isSealed,
  type SealedCredential,
  sealOfCredential,
  type StoredCopy,
  type StoredCredential,
  type StoredDocument,
  zStoredCredential,
} from './store/stored-credential.ts';
export {
  ensureHolderSecret,
  isRequestAnswered,
  keepCredential,
  keepDisclosure,
  keepGrant,
  listCredentials,
  listDisclosures,
  listGrants,
  removeCredential,
  replaceCredential,
} from './store/wallet-records.ts';
export { exportBackup, importBackup, unlockWithBackup } from './vault/backup.ts';
export { addVaultWrap, createVault, type OpenedVault, unlockVault } from './vault/create-vault.ts';
export { createSteadyVault, type SteadyVault } from './vault/create-steady-vault.ts';
export { createMemoryVaultStorage } from './vault/memory-vault-storage.ts';
export { nameStorageFaults } from './vault/name-storage-faults.ts';
export { type Vault } from './vault/open-vault.ts';
export { isStorageFault, toStorageError } from './vault/storage-fault.ts';
export {
  INDEX_ID,
  type KeyWrap,
  type SealedRecord,
  type VaultCommit,
  type VaultHeader,
  type VaultStorage,
  zSealedRecord,
  zVaultHeader,
} from './vault/vault-storage.ts';
export { type WrapSecret } from './vault/wrap-vault-key.ts';
