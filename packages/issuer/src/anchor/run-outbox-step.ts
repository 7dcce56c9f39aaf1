import type { IssuerContext } from '../ports.ts';
import type { ChainAccountRow, ChainTransactionRow } from '../rows.ts';
import { applyOutboxPlan } from './apply-outbox-plan.ts';
import { observeChain } from './observe-chain.ts';
import { type OutboxLane, writeOutbox } from './open-outbox.ts';
import { describeEvent, type OutboxEvent } from './outbox-event.ts';
import { type ChainView, type OutboxPlan, planOutbox } from './plan-outbox.ts';
import { sendAnchors } from './send-anchors.ts';
import { markSent, openLaneKey, type OutboxStep, storeSigned, toAttempt } from './store-signed.ts';

/**
 * One step of the outbox for one sender on one chain: look, compare, write down, then send. Every step leaves the
 * database so that a crash after any line is made good by the next run: what is signed is stored before it is sent,
 * and goes out again until it is in a block and stays there.
 *
 * @returns what happened, in order; empty when there was nothing to do
 */
export async function runOutboxStep(
  context: IssuerContext,
  options: {
    lane: OutboxLane;
    /** Told at once, so that a step that fails later has told what it did. */
    onEvent?: ((event: OutboxEvent) => void) | undefined;
  },
): Promise<OutboxEvent[]> {
  const { lane, onEvent } = options;
  const { chain, sender } = lane;
  const { chainId } = chain;
  const { account, rows } = await context.store.transaction(async (transaction) => ({
    account: await transaction.lockChainAccount(chainId, sender),
    rows: await transaction.listChainTransactions({ chainId, sender }),
  }));
  const view = await observeChain({ chain, sender, rows });
  const applied = await applyView(context, { lane, account, view });
  if (applied === null) return [];
  const { plan, version } = applied;
  const events: OutboxEvent[] = [];
  const emit = (event: OutboxEvent): void => {
    events.push(event);
    onEvent?.(event);
  };
  for (const event of applied.events) emit(event);
  const step: OutboxStep = { lane, head: view.head.number, version, nextNonce: plan.nextNonce, emit };
  const refusals = await resendAll(context, { step, rows: plan.send });
  // Bytes that a node refuses may be too cheap by now: a dearer attempt must not wait for them.
  if (plan.dearer !== null) await sendDearer(context, { step, row: plan.dearer });
  if (refusals.length > 0) throw refusals[0];
  for (const nonce of plan.fill) await fillGap(context, { step, nonce });
  await sendAnchors(context, { step });
  return events;
}

async function applyView(
  context: IssuerContext,
  options: { lane: OutboxLane; account: ChainAccountRow; view: ChainView },
): Promise<{ plan: OutboxPlan; events: OutboxEvent[]; version: number } | null> {
  const { lane, account, view } = options;
  const { chainId } = lane.chain;
  const { sender } = lane;
  const now = context.clock.now();
  const rows = await context.store.transaction((transaction) =>
    transaction.listChainTransactions({ chainId, sender, fromNonce: view.nonceCount }),
  );
  const plan = planOutbox({ rows, view, knownCount: account.knownCount, now, settings: context.settings.outbox });
  const events = plan.changes.flatMap(({ after, event }) => (event === null ? [] : [describeEvent(event, after)]));
  if (plan.secondSender && !events.some(({ type }) => type === 'second_sender')) {
    events.push({ type: 'second_sender', chainId, sender, nonce: null, tenant: null, epoch: null });
  }
  if (plan.changes.length === 0 && !plan.secondSender && plan.knownCount === account.knownCount) {
    return { plan, events, version: account.version };
  }
  const written = await writeOutbox(context, {
    lane,
    version: account.version,
    account: {
      knownCount: plan.knownCount,
      headHash: view.head.hash,
      ...(plan.secondSender ? { secondSenderAt: now } : {}),
    },
    write: (transaction) =>
      applyOutboxPlan(context, { transaction, plan, chainId, tenants: lane.tenants.map(({ slug }) => slug) }),
  });
  return written === null ? null : { plan, events, version: written.version };
}

/** Sends the newest bytes of each nonce; a node that has them already is content. @returns what nodes refused */
async function resendAll(
  context: IssuerContext,
  options: { step: OutboxStep; rows: readonly ChainTransactionRow[] },
): Promise<unknown[]> {
  const { step, rows } = options;
  const refusals: unknown[] = [];
  for (const row of rows) {
    const newest = row.attempts.at(-1);
    if (newest === undefined) continue;
    try {
      await step.lane.chain.send(newest.signedTransaction);
      await markSent(context, row);
      step.emit(describeEvent('resent', row));
    } catch (error) {
      refusals.push(error);
    }
  }
  return refusals;
}

async function sendDearer(
  context: IssuerContext,
  options: { step: OutboxStep; row: ChainTransactionRow },
): Promise<void> {
  const { step, row } = options;
  const { chain } = step.lane;
  const newest = row.attempts.at(-1);
  const operatorKey = await openLaneKey(context, step.lane);
  const signed =
    newest === undefined ? null : await chain.signDearer({ operatorKey, signedTransaction: newest.signedTransaction });
  if (signed === null) return;
  const written = await writeOutbox(context, {
    lane: step.lane,
    version: step.version,
    write: (transaction) => transaction.addChainAttempt(row, toAttempt(context, { signed, head: step.head })),
  });
  if (written === null) return;
  step.version = written.version;
  await chain.send(signed.signedTransaction);
  await markSent(context, row);
  step.emit(describeEvent('dearer', row));
}

async function fillGap(context: IssuerContext, options: { step: OutboxStep; nonce: number }): Promise<void> {
  const { step, nonce } = options;
  const operatorKey = await openLaneKey(context, step.lane);
  const signed = await step.lane.chain.signFiller({ operatorKey, nonce });
  const row = await storeSigned(context, { step, nonce, purpose: { kind: 'filler' }, signed });
  if (row !== null) step.emit(describeEvent('filled', row));
}
