import type { P256PublicJwk } from '@postern/credential';

/** What an epoch is to say on one chain, and how far that is. */
export type AnchorRow = {
  chainId: number;
  tenant: string;
  listId: number;
  epoch: number;
  state: 'pending' | 'sent' | 'confirmed' | 'failed';
  statusRoot: string | null;
  contentHash: string | null;
  /** When the oldest change was made that only this anchor brings to the chain; null: it brings none. */
  changedAt: number | null;
  /** Anchored because the time had come. */
  heartbeat: boolean;
  /** The registry holds no leaf of the list yet. */
  waitsForLeaf: boolean;
  /** Salted hash of the audit head that a heartbeat carries, `0x` and 64 digits. */
  auditHash: string | null;
  nonce: number | null;
  transactionHash: string | null;
  blockNumber: number | null;
  createdAt: number;
  sentAt: number | null;
  confirmedAt: number | null;
};

/** A sender on a chain. */
export type ChainAccountRow = {
  chainId: number;
  sender: string;
  /** Counts every change of the sender's transactions: who read an older one plans anew. */
  version: number;
  /** Nonces below are ours, or were reported as somebody else's; null before the first look. */
  knownCount: number | null;
  /** Head of the chain at the last look. */
  headHash: string | null;
  secondSenderAt: number | null;
};

/** Signed bytes for a nonce, stored before they are sent. */
export type ChainAttempt = {
  transactionHash: string;
  signedTransaction: string;
  /** Head of the chain when it was signed. */
  headNumber: number;
  createdAt: number;
};

/** One nonce of a sender: what is done with it, and every attempt that was signed for it, oldest first. */
export type ChainTransactionRow = {
  chainId: number;
  sender: string;
  nonce: number;
  /** What it is for; a filler is a call to oneself that does nothing. */
  purpose: { kind: 'anchor'; tenant: string; listId: number; epoch: number } | { kind: 'filler' };
  /**
   * `sent`: signed, in no block. `included`: in a block. `final`: under enough of them. `displaced`: another transaction
   * has the nonce. `lost`: and has it under enough blocks.
   */
  state: 'sent' | 'included' | 'final' | 'displaced' | 'lost';
  /** Which attempt is in a block, whether the contract took it, and the block. */
  includedHash: string | null;
  success: boolean | null;
  blockNumber: number | null;
  blockHash: string | null;
  /** Head of the chain when the nonce was first seen used without our bytes. */
  missedBlock: number | null;
  /** Null until a node took the bytes. */
  lastSentAt: number | null;
  createdAt: number;
  attempts: readonly ChainAttempt[];
};

/** A change of a list that a chain does not hold yet. */
export type WaitingChange = { chainId: number; tenant: string; listId: number; changedAt: number };

export type AuditRow = {
  tenant: string;
  sequence: number;
  at: number;
  actor: string;
  action: string;
  caseId: string | null;
  details: Record<string, string | number | boolean>;
  previousHash: string;
  hash: string;
};

/** Key that a bank signs the heads of its audit log with. */
export type AuditKeyRow = {
  tenant: string;
  /** Fragment of its DID URL. */
  keyName: string;
  /** Name of the key in its store. */
  kid: string;
  publicJwk: P256PublicJwk;
  createdAt: number;
};

/** Signed state of a bank's audit log at one entry. */
export type AuditHeadRow = {
  tenant: string;
  sequence: number;
  count: number;
  hash: string;
  /** Compact JWS over {@link AuditHead}. */
  jws: string;
  signedAt: number;
  /** 32 bytes in hex; set once the salted hash goes on chain. */
  salt: string | null;
  anchorHash: string | null;
};
