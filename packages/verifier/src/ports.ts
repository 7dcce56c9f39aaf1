import type { JwsSigner, P256PublicJwk } from '@postern/credential';
import type { Clock, Random } from '@postern/primitives';
import type { Denial, ZkPresentation } from '@postern/protocol';

import type { SessionRecord } from './session/session.ts';

export type { Clock, Random };

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
};

export type ProtocolRepository = {
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
    presentation: ZkPresentation;
    presentationUntil: number;
    responseCodeHash: string | undefined;
  }): Promise<boolean>;
  /** Leaves a refusal in a session that still takes answers at `now`. */
  refuse(options: { protocolId: string; sessionId: string; now: number; denial: Denial }): Promise<void>;
  /** The person said no; final. */
  decline(options: { protocolId: string; sessionId: string; now: number }): Promise<boolean>;
  /** Shortens the presentation's stay; never lengthens it. */
  shortenPresentation(options: { protocolId: string; sessionId: string; until: number }): Promise<void>;
  /** Marks what ran out and deletes presentations whose time is over. @returns how many rows changed */
  sweep(options: { now: number }): Promise<number>;
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
  moveCooldown: number;
  createdAt: number;
  notBefore: number;
  closed: boolean;
  stopped: boolean;
};

export type PassRecord = { admittedAt: number; expiresAt: number };

/** Reads of one chain's registries. Rejects when the chain cannot be asked: no answer is never taken for "no". */
export type ChainReader = {
  readPolicy(policyId: string): Promise<PolicyRecord | undefined>;
  /** `supersededAt` is 0 for the current root. */
  readRoot(root: bigint): Promise<{ known: boolean; supersededAt: number }>;
  /** Timestamp of the latest block, unix seconds. */
  readBlockTime(): Promise<number>;
  readIsAdmitted(key: { policyId: string; account: string }): Promise<boolean>;
  readPass(key: { policyId: string; account: string }): Promise<PassRecord | undefined>;
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

/** Signs as a protocol's DID; the private key stays behind the port. */
export type ProtocolSigner = (protocolId: string) => Promise<JwsSigner>;

/** The gate that this verifier serves. */
export type Gate = { chainId: number; passRegistry: string };
