import type {
  AnchorRow,
  AuditHeadRow,
  AuditKeyRow,
  AuditRow,
  ChainAccountRow,
  ChainAttempt,
  ChainTransactionRow,
  WaitingChange,
} from './chain-and-audit-rows.ts';
import type { Tenant } from './rows.ts';

type AnchorKey = Pick<AnchorRow, 'chainId' | 'tenant' | 'listId' | 'epoch'>;

/** The outbox of chain writes, in a transaction. */
export type AnchorStore = {
  /** Chains that status changes are anchored on, in the order of the configuration. */
  listAnchorChains(): Promise<number[]>;
  /** States which they are; rows that an earlier release wrote without a chain become those of the first. */
  saveAnchorChains(chainIds: readonly number[], now: number): Promise<void>;
  /** Of each chain in use, the anchor with the highest epoch. */
  listLatestAnchors(tenant: string, listId: number): Promise<AnchorRow[]>;
  /** Newest first. */
  listAnchors(options: { chainId: number; tenant: string; listId: number; limit: number }): Promise<AnchorRow[]>;
  findAnchor(key: AnchorKey): Promise<AnchorRow | null>;
  /** Oldest first. */
  listPendingAnchors(options: { chainId: number; tenant: string; listId: number }): Promise<AnchorRow[]>;
  /** When the last heartbeat was queued; before the first, when the first anchor was; null: none was. */
  readLastBeat(options: { chainId: number; tenant: string; listId: number }): Promise<number | null>;
  /** The highest epoch on any chain; 0 before the first. */
  readLatestEpoch(tenant: string, listId: number): Promise<number>;
  addAnchor(row: AnchorRow): Promise<void>;
  saveAnchor(row: AnchorRow): Promise<void>;
  deleteAnchor(key: AnchorKey): Promise<void>;
  /** Fixes what an epoch says, on every chain that has it. */
  fixAnchors(options: {
    tenant: string;
    listId: number;
    epoch: number;
    statusRoot: string;
    contentHash: string;
  }): Promise<void>;
  /** For each chain in use and list, the oldest change that is not on chain; lists without a leaf are left out. */
  listWaitingChanges(): Promise<WaitingChange[]>;

  /** Reads the account, made at the first call, and locks its row. */
  lockChainAccount(chainId: number, sender: string): Promise<ChainAccountRow>;
  saveChainAccount(row: ChainAccountRow): Promise<void>;
  /** Transactions that are neither final nor lost, and all from the nonce on; by nonce. */
  listChainTransactions(options: {
    chainId: number;
    sender: string;
    fromNonce?: number;
  }): Promise<ChainTransactionRow[]>;
  addChainTransaction(row: ChainTransactionRow): Promise<void>;
  /** Without its attempts. */
  saveChainTransaction(row: ChainTransactionRow): Promise<void>;
  /** A node took the bytes. */
  markChainTransactionSent(
    options: Pick<ChainTransactionRow, 'chainId' | 'sender' | 'nonce'> & { at: number },
  ): Promise<void>;
  addChainAttempt(row: Pick<ChainTransactionRow, 'chainId' | 'sender' | 'nonce'>, attempt: ChainAttempt): Promise<void>;
};

/** The audit log, in a transaction. */
export type AuditStore = {
  /** Locks the tenant as `lockTenant` does and tells where its audit chain stands; hash empty at the beginning. */
  lockAuditHead(tenant: string): Promise<{ sequence: number; hash: string }>;
  /** Adds the entry and moves the head to it. */
  addAudit(row: AuditRow): Promise<void>;
  countAudit(tenant: string): Promise<number>;
  listAuditKeys(tenant: string): Promise<AuditKeyRow[]>;
  /** False where the key is there already. */
  addAuditKey(row: AuditKeyRow): Promise<boolean>;
  /** By sequence. */
  listAuditHeads(tenant: string): Promise<AuditHeadRow[]>;
  findLastAuditHead(tenant: string): Promise<AuditHeadRow | null>;
  /** Leaves one that is there. */
  addAuditHead(row: AuditHeadRow): Promise<void>;
  saveAuditHead(row: AuditHeadRow): Promise<void>;
  /** Oldest first. */
  listAudit(tenant: string, filter?: { caseId?: string; afterSequence?: number; limit?: number }): Promise<AuditRow[]>;
};

/** What the registry holds for a tenant's list; `null` until governance registered its leaf. */
export type RegisteredLeaf = {
  leafIndex: number;
  epoch: number;
  statusRoot: string;
  active: boolean;
  /** Unix seconds. */
  lastAnchoredAt: number;
};

export type ChainReceipt = { success: boolean; blockNumber: number; blockHash: string };
export type SignedTransaction = { signedTransaction: string; transactionHash: string };

/** One chain as the outbox needs it. */
export type AnchorChain = {
  chainId: number;
  trustRegistry: `0x${string}`;
  /** @param options.fresh asks the chain; else an answer of the last seconds is good enough */
  findLeaf(tenant: Tenant, options?: { fresh: boolean }): Promise<RegisteredLeaf | null>;
  /** The newest block. */
  readHead(): Promise<{ number: number; hash: string }>;
  readBlockHash(blockNumber: number): Promise<string | null>;
  /** Transactions of the address that are in blocks. */
  countTransactions(address: string): Promise<number>;
  findReceipt(transactionHash: string): Promise<ChainReceipt | null>;
  /** Signs, without sending, an anchor under the operator's nonce, at today's price. */
  signAnchor(options: { operatorKey: Uint8Array; nonce: number; anchor: AnchorCall }): Promise<SignedTransaction>;
  /** Signs a call to oneself that does nothing but use the nonce. */
  signFiller(options: { operatorKey: Uint8Array; nonce: number }): Promise<SignedTransaction>;
  /** Signs the same again, dearer by at least an eighth; null when the price is not what holds it up. */
  signDearer(options: { operatorKey: Uint8Array; signedTransaction: string }): Promise<SignedTransaction | null>;
  /** Sends signed bytes; sending the same bytes again is no error. */
  send(signedTransaction: string): Promise<void>;
};

/** What an anchor says. */
export type AnchorCall = {
  issuerId: number;
  listId: number;
  epoch: number;
  statusRoot: string;
  contentHash: string;
  /** Salted hash of the audit head; 32 zero bytes when the anchor is no heartbeat. */
  auditHash: string;
  uri: string;
};

export type OutboxSettings = {
  /** Blocks, its own included, under which a transaction is looked at no more. */
  confirmations: number;
  /** Anchors of one list that may be under way at once. */
  inFlight: number;
  /** After how long bytes in no block are sent again, seconds. */
  resendSeconds: number;
  /** After how long the price of the first one is raised, seconds. */
  dearerSeconds: number;
};
