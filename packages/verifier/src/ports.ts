import type {
  CredentialBound,
  DidResolver,
  JwsSigner,
  P256PublicJwk,
  ResolveIssuerKey,
  StatusReading,
} from '@postern/credential';
import type { Clock, Random } from '@postern/primitives';
import type { Denial, Proven, StatusFreshness, ZkPresentation } from '@postern/protocol';

import type { SealedKey, SessionRecord } from './session/session.ts';

export type { Clock, Random };

/** What the credentials of one trusted issuer may do without; an end, a date and a status are asked of all others. */
export type IssuerException = {
  /** As among the trusted issuers; `x509` for all that are trusted by a certificate. */
  issuer: string;
  mayLack: readonly CredentialBound[];
};

/** A DeFi protocol that asks for proofs. */
export type ProtocolRecord = {
  protocolId: string;
  /** Last part of its DID and of its addresses here. */
  slug: string;
  name: string;
  policyIds: readonly string[];
  /** Origins that a person may be sent back to. */
  origins: readonly string[];
  publicJwk: P256PublicJwk;
  /** DIDs and issuer URLs whose credentials count. */
  trustedIssuers: readonly string[];
  issuerExceptions: readonly IssuerException[];
  /** Certificates that issuers' chains must end at; base64 DER. */
  trustAnchors: readonly string[];
  /** Certificates of the signing key, leaf first, without the anchor; base64 DER. Empty: no x509 prefixes. */
  certificateChain: readonly string[];
};

export type ProtocolRepository = {
  /** Oldest first. */
  list(options: { limit: number }): Promise<ProtocolRecord[]>;
  findBySlug(slug: string): Promise<ProtocolRecord | undefined>;
  /** @param apiKeyHash SHA-256 of the key, base64url */
  findByApiKeyHash(apiKeyHash: string): Promise<ProtocolRecord | undefined>;
};

/** Every method names the protocol: a session is invisible to every other one. */
export type SessionRepository = {
  insert(session: SessionRecord): Promise<void>;
  find(key: { protocolId: string; sessionId: string }): Promise<SessionRecord | undefined>;
  findByRequest(key: { protocolId: string; requestId: string }): Promise<SessionRecord | undefined>;
  /** Newest first, without presentations. */
  list(options: { protocolId: string; limit: number }): Promise<SessionRecord[]>;
  /** `open` becomes `fetched`; any other state stays. */
  markFetched(key: { protocolId: string; sessionId: string }): Promise<void>;
  /**
   * The one atomic step that accepts an answer: succeeds for exactly one caller, and only while the session takes
   * answers at `now`.
   */
  consume(options: {
    protocolId: string;
    sessionId: string;
    now: number;
    answered: readonly string[];
    presentation: ZkPresentation | undefined;
    proven: Proven | undefined;
    proofStatus: StatusFreshness | undefined;
    sealedResult: string | undefined;
    presentationUntil: number;
    responseCodeHash: string | undefined;
  }): Promise<boolean>;
  /** Leaves a refusal in a session that still takes answers at `now`. */
  refuse(options: { protocolId: string; sessionId: string; now: number; denial: Denial }): Promise<void>;
  /** The person said no; final. */
  decline(options: { protocolId: string; sessionId: string; now: number }): Promise<boolean>;
  /** Hands the sealed claims to exactly one caller and deletes them. */
  takeResult(options: { protocolId: string; sessionId: string; now: number }): Promise<string | undefined>;
  /** Shortens the presentation's stay; never lengthens it. */
  shortenPresentation(options: { protocolId: string; sessionId: string; until: number }): Promise<void>;
  /** Marks what ran out and deletes presentations whose time is over. @returns how many rows changed */
  sweep(options: { now: number }): Promise<number>;
};

/** Answers that equal requests get again. */
export type IdempotentAnswers = {
  find(options: {
    keyHash: string;
    now: number;
  }): Promise<{ requestHash: string; sealedAnswer: Uint8Array } | undefined>;
  /** Adds session and answer in one transaction; false, and neither is added, when the key has an answer. */
  insertSession(options: {
    session: SessionRecord;
    answer: { keyHash: string; requestHash: string; sealedAnswer: Uint8Array; expiresAt: number };
    now: number;
  }): Promise<boolean>;
};

/** A policy as the policy registry holds it. */
export type PolicyRecord = {
  policyId: string;
  owner: string;
  policyHash: bigint;
  policyJson: string;
  scopeId: string;
  maxPassLife: number;
  maxProofAge: number;
  grace: number;
  firstGrace: number;
  moveCooldown: number;
  createdAt: number;
  notBefore: number;
  closed: boolean;
  stopped: boolean;
};

export type PassRecord = {
  admittedAt: number;
  expiresAt: number;
  /** The lowest 176 bits of the person's nullifier. */
  nullifierTag: bigint;
};

/** Reads of one chain's registries. Rejects when the chain cannot be asked: no answer is never taken for "no". */
export type ChainReader = {
  readPolicy(policyId: string): Promise<PolicyRecord | undefined>;
  /** `supersededAt` is 0 for the current root. */
  readRoot(root: bigint): Promise<{ known: boolean; supersededAt: number }>;
  /** Timestamp of the latest block, unix seconds. */
  readBlockTime(): Promise<number>;
  readIsAdmitted(key: { policyId: string; account: string }): Promise<boolean>;
  readPass(key: { policyId: string; account: string }): Promise<PassRecord | undefined>;
  /** Account that a person is bound to within a scope of the pass registry; undefined for one that was never admitted. */
  readPersonAccount(key: { scope: bigint; nullifierTag: bigint }): Promise<string | undefined>;
  /** Names of issuers by id, from the trust registry. */
  readIssuerNames(): Promise<Readonly<Record<number, string>>>;
};

/** Groth16 verification under the pinned key. */
export type ProofVerifier = {
  /**
   * @returns whether the proof stands for its public signals
   * @throws {VerifierUnavailableError} too many proofs wait
   */
  verify(presentation: ZkPresentation): Promise<boolean>;
};

/**
 * The word of programs of others on what our checks took; they can only refuse. How often they are asked is the
 * adapter's. When one disagrees, a check is at fault, theirs or ours: that is no verdict on the presentation.
 */
export type SecondOpinions = {
  /**
   * @returns false when snarkjs was asked and does not take the proof
   * @throws {VerifierUnavailableError} too many proofs wait
   */
  onProof(presentation: ZkPresentation): Promise<boolean>;
  /**
   * @returns false when did-jwt-vc was asked and does not take the `jwt_vc_json`
   * @throws {VerifierUnavailableError} the issuer's document could not be had
   */
  onVcJwt(jwt: string): Promise<boolean>;
};

/** Signs as a protocol's DID; the private key stays behind the port. */
export type ProtocolSigner = (protocolId: string) => Promise<JwsSigner>;

/** Keys of single sessions. */
export type SessionKeys = {
  /** A fresh P-256 pair for the answers to one request, named by `kid`. */
  createEncryptionKey(kid: string): Promise<SealedKey>;
  /** WebCrypto ECDH key that is not extractable. */
  openEncryptionKey(key: SealedKey): Promise<CryptoKey>;
  /**
   * A fresh P-256 pair: the public part stays here, the private scalar (base64url) goes to the protocol. The `kid` is
   * the scalar's hash, so that a given scalar can be checked without using it.
   */
  createResultKey(): Promise<{ publicJwk: P256PublicJwk & { kid: string }; resultKey: string }>;
  openResultKey(options: { publicJwk: P256PublicJwk; resultKey: string }): Promise<CryptoKey>;
};

/** Documents of issuers and holders, through the guarded fetcher and its caches. */
export type TrustDocuments = {
  /**
   * @throws {DidError} the DID is no good
   * @throws {VerifierUnavailableError} `ERR_ISSUER_UNAVAILABLE` it could not be asked: nothing is decided
   */
  resolveDid: DidResolver;
  /**
   * Key of an SD-JWT VC's issuer, by name or by a chain to one of the anchors. Throws as `resolveDid`, and
   * {IssuerKeyError}.
   */
  resolveIssuerKey(
    options: Parameters<ResolveIssuerKey>[0] & { trustAnchors: readonly string[] },
  ): ReturnType<ResolveIssuerKey>;
};

/** Where a credential's status is written. */
export type StatusReference =
  | { kind: 'token'; uri: string; index: number }
  | { kind: 'bitstring'; entry: Readonly<Record<string, unknown>> };

/** Status lists, through the guarded fetcher and its cache. */
export type StatusReader = {
  /**
   * What a list of the credential's own issuer says now.
   *
   * @throws {StatusListError} no usable list
   */
  readStatus(options: {
    issuer: string;
    reference: StatusReference;
    /** Given when the issuer is known by a chain alone. */
    trustAnchors: readonly string[];
  }): Promise<StatusReading>;
};

/** Reads of X.509 certificates in base64 DER. */
export type CertificateReader = {
  /** Subject key identifier, base64url; undefined when the certificate has none. */
  readKeyIdentifier(certificate: string): string | undefined;
};

/** Where passes are kept. */
export type Gate = { chainId: number; passRegistry: string };

/** One chain that this verifier serves. */
export type ServedChain = Gate & {
  /** What people are told it is called. */
  name: string;
  reader: ChainReader;
};

/** Every chain that this verifier serves; each policy belongs to one of them. */
export type ServedChains = {
  list: readonly [ServedChain, ...ServedChain[]];
  /**
   * The chain of a question that was asked.
   *
   * @throws {VerifierUnavailableError} it is not served any more
   */
  at(gate: { chainId: number; registry: string }): ServedChain;
  /**
   * The chain that holds a policy; the first when none does.
   *
   * @throws {VerifierUnavailableError} no chain holds it, and one that might gives no answer
   */
  ofPolicy(policyId: string): Promise<ServedChain>;
};
