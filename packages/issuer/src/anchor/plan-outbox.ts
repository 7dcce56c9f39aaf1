import type { ChainReceipt, OutboxSettings } from '../ports.ts';
import type { ChainTransactionRow } from '../rows.ts';
import type { OutboxEventType } from './outbox-event.ts';

/** What a chain said about a sender; the count was read before the receipts. */
export type ChainView = {
  head: { number: number; hash: string };
  /** The sender's transactions in blocks. */
  nonceCount: number;
  /** By transaction hash; null: asked for and in no block. What is not in here was not asked for. */
  receipts: ReadonlyMap<string, ChainReceipt | null>;
};

export type OutboxChange = { before: ChainTransactionRow; after: ChainTransactionRow; event: OutboxEventType | null };

export type OutboxPlan = {
  changes: readonly OutboxChange[];
  /** Stored bytes to send again. */
  send: readonly ChainTransactionRow[];
  /** The transaction that all others wait for, long enough that its price is to be raised. */
  dearer: ChainTransactionRow | null;
  /** Nonces that nothing was signed for though something was for later ones: nothing moves until they are used. */
  fill: readonly number[];
  /** Where the next transaction goes; lower than before when the chain stepped back and nothing is left above. */
  nextNonce: number;
  knownCount: number;
  /** The key was used by somebody else since the last look. */
  secondSender: boolean;
};

/** How many gaps one step fills. */
const FILL_LIMIT = 16;
/** Blocks that must have left a transaction out before its price is to blame. */
const BLOCKS_LEFT_OUT = 2;

/**
 * Compares what was signed with what a chain says, and says what to do. Rows hold every transaction that is neither
 * final nor lost, and every one whose nonce the chain has not used. Pure: the same rows and view give the same plan.
 */
export function planOutbox(options: {
  rows: readonly ChainTransactionRow[];
  view: ChainView;
  /** From the last look; null before the first. */
  knownCount: number | null;
  now: number;
  settings: OutboxSettings;
}): OutboxPlan {
  const { rows, view, knownCount, now, settings } = options;
  const { nonceCount, head } = view;
  const judged = rows.map((before) => ({ before, after: judge(before, view, settings) }));
  const changes = judged
    .filter(({ before, after }) => before !== after)
    .map(({ before, after }) => ({ before, after, event: nameChange(before, after) }));
  const after = judged.map((each) => each.after).toSorted((a, b) => a.nonce - b.nonce);
  const live = after.filter(({ state, nonce }) => state === 'sent' && nonce >= nonceCount);
  const held = new Set(live.map(({ nonce }) => nonce));
  const top = live.at(-1)?.nonce ?? nonceCount - 1;
  const gaps = Array.from({ length: Math.max(top - nonceCount, 0) }, (_, index) => nonceCount + index);
  const unsent = (row: ChainTransactionRow) =>
    row.lastSentAt === null || now - row.lastSentAt >= settings.resendSeconds;
  const explained = Math.max(knownCount ?? nonceCount, ...after.map(({ nonce }) => nonce + 1));
  return {
    changes,
    send: live.filter(unsent),
    dearer: live.find((row) => row.nonce === nonceCount && isStuck(row, { head: head.number, now, settings })) ?? null,
    fill: gaps.filter((nonce) => !held.has(nonce)).slice(0, FILL_LIMIT),
    nextNonce: top + 1,
    knownCount: Math.max(knownCount ?? 0, nonceCount),
    secondSender: nonceCount > explained || changes.some(({ event }) => event === 'second_sender'),
  };
}

/** The row as the view makes it; the same object when nothing is new. */
function judge(row: ChainTransactionRow, view: ChainView, settings: OutboxSettings): ChainTransactionRow {
  const { head, nonceCount, receipts } = view;
  for (const { transactionHash } of row.attempts) {
    const receipt = receipts.get(transactionHash);
    if (receipt) return include(row, { transactionHash, ...receipt }, { head: head.number, settings });
  }
  if (row.nonce >= nonceCount) return row.state === 'sent' && row.missedBlock === null ? row : openAgain(row);
  const asked = row.attempts.some(({ transactionHash }) => receipts.has(transactionHash));
  if (!asked) return age(row, { head: head.number, settings });
  // Seen for the first time it may be a node that lags behind itself: the next look tells.
  if (row.missedBlock === null) return { ...row, missedBlock: head.number };
  if (row.state === 'displaced') return age(row, { head: head.number, settings });
  return { ...row, ...NOWHERE, state: 'displaced' };
}

const NOWHERE = { includedHash: null, success: null, blockNumber: null, blockHash: null } as const;

function openAgain(row: ChainTransactionRow): ChainTransactionRow {
  return { ...row, ...NOWHERE, state: 'sent', missedBlock: null, lastSentAt: null };
}

function include(
  row: ChainTransactionRow,
  found: ChainReceipt & { transactionHash: string },
  options: { head: number; settings: OutboxSettings },
): ChainTransactionRow {
  const { transactionHash, success, blockNumber, blockHash } = found;
  const placed = { ...row, includedHash: transactionHash, success, blockNumber, blockHash, missedBlock: null };
  const state = isDeep(blockNumber, options) ? ('final' as const) : ('included' as const);
  const same = row.state === state && row.blockHash === blockHash && row.includedHash === transactionHash;
  return same && row.missedBlock === null ? row : { ...placed, state };
}

/** A row that stands as it stood: perhaps under enough blocks by now. */
function age(row: ChainTransactionRow, options: { head: number; settings: OutboxSettings }): ChainTransactionRow {
  if (row.state === 'included' && row.blockNumber !== null && isDeep(row.blockNumber, options)) {
    return { ...row, state: 'final' };
  }
  if (row.state === 'displaced' && row.missedBlock !== null && isDeep(row.missedBlock, options)) {
    return { ...row, state: 'lost' };
  }
  return row;
}

function isDeep(blockNumber: number, options: { head: number; settings: OutboxSettings }): boolean {
  return options.head - blockNumber + 1 >= options.settings.confirmations;
}

function isStuck(row: ChainTransactionRow, options: { head: number; now: number; settings: OutboxSettings }): boolean {
  const newest = row.attempts.at(-1);
  if (newest === undefined) return false;
  const { head, now, settings } = options;
  return now - newest.createdAt >= settings.dearerSeconds && head - newest.headNumber >= BLOCKS_LEFT_OUT;
}

function nameChange(before: ChainTransactionRow, after: ChainTransactionRow): OutboxEventType | null {
  if (after.state === 'sent') return before.state === 'sent' ? null : 'stepped_back';
  if (after.state === 'displaced') return before.state === 'displaced' ? null : 'second_sender';
  if (after.state === 'lost') return null;
  if (after.success === false) return before.success === false ? null : 'reverted';
  if (before.success !== true) return 'confirmed';
  return after.state === 'final' && before.state !== 'final' ? 'final' : null;
}
