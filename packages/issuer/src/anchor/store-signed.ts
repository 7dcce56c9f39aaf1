import type { IssuerContext, IssuerTransaction, SignedTransaction } from '../ports.ts';
import type { ChainAttempt, ChainTransactionRow } from '../rows.ts';
import { openOperatorKey } from '../tenant/tenant-keys.ts';
import { type OutboxLane, writeOutbox } from './open-outbox.ts';
import type { OutboxEvent } from './outbox-event.ts';

/** A step on its way. */
export type OutboxStep = {
  lane: OutboxLane;
  head: number;
  /** Of the account, as this step left it. */
  version: number;
  nextNonce: number;
  emit(this: void, event: OutboxEvent): void;
};

/** Stores signed bytes under a free nonce, then sends them; null when another worker was faster. */
export async function storeSigned(
  context: IssuerContext,
  options: {
    step: OutboxStep;
    nonce: number;
    purpose: ChainTransactionRow['purpose'];
    signed: SignedTransaction;
    /** First in the same transaction; false: what was signed for is no longer wanted. */
    claim?: (transaction: IssuerTransaction) => Promise<boolean>;
  },
): Promise<ChainTransactionRow | null> {
  const { step, nonce, purpose, signed, claim } = options;
  const { chain, sender } = step.lane;
  const row: ChainTransactionRow = {
    chainId: chain.chainId,
    sender,
    nonce,
    purpose,
    state: 'sent',
    includedHash: null,
    success: null,
    blockNumber: null,
    blockHash: null,
    missedBlock: null,
    lastSentAt: null,
    createdAt: context.clock.now(),
    attempts: [toAttempt(context, { signed, head: step.head })],
  };
  const written = await writeOutbox(context, {
    lane: step.lane,
    version: step.version,
    write: async (transaction) => {
      if (claim !== undefined && !(await claim(transaction))) return false;
      await transaction.addChainTransaction(row);
      return true;
    },
  });
  if (written === null) return null;
  step.version = written.version;
  if (!written.result) return null;
  await chain.send(signed.signedTransaction);
  await markSent(context, row);
  return row;
}

/** The key that every bank of the lane has. */
export async function openLaneKey(context: IssuerContext, lane: OutboxLane): Promise<Uint8Array> {
  const [tenant] = lane.tenants;
  if (tenant === undefined) throw new RangeError('A lane has a bank.');
  return openOperatorKey({ vault: context.vault, tenant });
}

export function toAttempt(context: IssuerContext, options: { signed: SignedTransaction; head: number }): ChainAttempt {
  return { ...options.signed, headNumber: options.head, createdAt: context.clock.now() };
}

/** Does not count the version up: it changes nobody's plan. */
export function markSent(context: IssuerContext, row: ChainTransactionRow): Promise<void> {
  const { chainId, sender, nonce } = row;
  return context.store.transaction((transaction) =>
    transaction.markChainTransactionSent({ chainId, sender, nonce, at: context.clock.now() }),
  );
}
