import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { ChainReceipt } from '../ports.ts';
import type { ChainTransactionRow } from '../rows.ts';
import { type ChainView, planOutbox } from './plan-outbox.ts';

const settings = { confirmations: 4, inFlight: 1, resendSeconds: 10, dearerSeconds: 60 };
const NOW = 1000;

const rowOf = (nonce: number, more: Partial<ChainTransactionRow> = {}): ChainTransactionRow => ({
  chainId: 1,
  sender: '0xa',
  nonce,
  purpose: { kind: 'filler' },
  state: 'sent',
  includedHash: null,
  success: null,
  blockNumber: null,
  blockHash: null,
  missedBlock: null,
  lastSentAt: NOW,
  createdAt: NOW,
  attempts: [{ transactionHash: `tx${nonce}`, signedTransaction: `bytes${nonce}`, headNumber: 10, createdAt: NOW }],
  ...more,
});
const includedAt = (nonce: number, blockNumber: number): ChainTransactionRow =>
  rowOf(nonce, {
    state: 'included',
    includedHash: `tx${nonce}`,
    success: true,
    blockNumber,
    blockHash: `b${blockNumber}`,
  });
const receipt = (blockNumber: number, success = true): ChainReceipt => ({
  success,
  blockNumber,
  blockHash: `b${blockNumber}`,
});
const viewOf = (head: number, nonceCount: number, receipts: Record<string, ChainReceipt | null> = {}): ChainView => ({
  head: { number: head, hash: `b${head}` },
  nonceCount,
  receipts: new Map(Object.entries(receipts)),
});
const plan = (rows: ChainTransactionRow[], view: ChainView, knownCount: number | null = 0, now = NOW) =>
  planOutbox({ rows, view, knownCount, now, settings });
const states = (result: ReturnType<typeof plan>) =>
  result.changes.map(({ after, event }) => [after.nonce, after.state, event]);

describe('planOutbox', () => {
  it('starts where the chain counts, and after what is under way', () => {
    expect(plan([], viewOf(10, 7), null)).toMatchObject({ nextNonce: 7, fill: [], secondSender: false, knownCount: 7 });
    expect(plan([rowOf(7), rowOf(8)], viewOf(10, 7, { tx7: null, tx8: null }), 7)).toMatchObject({ nextNonce: 9 });
  });

  it('confirms, and makes final under enough blocks', () => {
    expect(states(plan([rowOf(0)], viewOf(10, 1, { tx0: receipt(10) })))).toEqual([[0, 'included', 'confirmed']]);
    expect(states(plan([includedAt(0, 10)], viewOf(12, 1)))).toEqual([]);
    expect(states(plan([includedAt(0, 10)], viewOf(13, 1)))).toEqual([[0, 'final', 'final']]);
    expect(states(plan([rowOf(0)], viewOf(10, 1, { tx0: receipt(10, false) })))).toEqual([[0, 'included', 'reverted']]);
  });

  it('sends again what a reorganisation took out, final or not, in the order of nonces', () => {
    const rows = [includedAt(0, 8), { ...includedAt(1, 9), state: 'final' as const }, rowOf(2, { lastSentAt: NOW })];
    const result = plan(rows, viewOf(7, 0, { tx0: null, tx2: null }), 2);
    expect(states(result)).toEqual([
      [0, 'sent', 'stepped_back'],
      [1, 'sent', 'stepped_back'],
    ]);
    expect(result.send.map(({ nonce }) => nonce)).toEqual([0, 1]);
    expect(result).toMatchObject({ nextNonce: 3, fill: [], secondSender: false, knownCount: 2 });
  });

  it('notices a success that became a refusal in another block', () => {
    expect(states(plan([includedAt(0, 10)], viewOf(11, 1, { tx0: receipt(11, false) })))).toEqual([
      [0, 'included', 'reverted'],
    ]);
  });

  it('fills gaps below what is under way, and looks down when nothing is', () => {
    const result = plan([rowOf(6), rowOf(8)], viewOf(10, 4, { tx6: null, tx8: null }), 9);
    expect(result.fill).toEqual([4, 5, 7]);
    expect(result.nextNonce).toBe(9);
    expect(plan([], viewOf(3, 2), 9)).toMatchObject({ nextNonce: 2, fill: [] });
  });

  it('takes a nonce for displaced at the second look only, and takes that back', () => {
    const first = plan([rowOf(3)], viewOf(10, 4, { tx3: null }), 4);
    expect(states(first)).toEqual([[3, 'sent', null]]);
    expect(first).toMatchObject({ secondSender: false, send: [], nextNonce: 4 });
    const missed = first.changes[0]!.after;
    const second = plan([missed], viewOf(10, 4, { tx3: null }), 4);
    expect(states(second)).toEqual([[3, 'displaced', 'second_sender']]);
    expect(second.secondSender).toBe(true);
    const displaced = second.changes[0]!.after;
    expect(states(plan([displaced], viewOf(13, 4, { tx3: null }), 4))).toEqual([[3, 'lost', null]]);
    expect(states(plan([displaced], viewOf(9, 3, { tx3: null }), 4))).toEqual([[3, 'sent', 'stepped_back']]);
    expect(states(plan([missed], viewOf(10, 4, { tx3: receipt(10) }), 4))).toEqual([[3, 'included', 'confirmed']]);
  });

  it('notices a second sender that took nonces nobody here signed, once', () => {
    expect(plan([], viewOf(10, 6), 5).secondSender).toBe(true);
    expect(plan([], viewOf(10, 6), 6).secondSender).toBe(false);
    expect(plan([rowOf(5)], viewOf(10, 6, { tx5: receipt(10) }), 5).secondSender).toBe(false);
    expect(plan([rowOf(5)], viewOf(10, 7, { tx5: receipt(10) }), 5).secondSender).toBe(true);
  });

  it('raises the price of the first one only, after a time in which blocks left it out', () => {
    const view = viewOf(12, 5, { tx5: null, tx6: null });
    const rows = [rowOf(5), rowOf(6)];
    expect(plan(rows, view, 5, NOW + 59).dearer).toBeNull();
    expect(plan(rows, view, 5, NOW + 60).dearer?.nonce).toBe(5);
    expect(plan(rows, { ...view, head: { number: 11, hash: 'b' } }, 5, NOW + 60).dearer).toBeNull();
    expect(plan(rows, viewOf(12, 4, { tx5: null, tx6: null }), 5, NOW + 60).dearer).toBeNull();
  });

  it('finds an earlier attempt that was included instead of the dearer one', () => {
    const attempts = [...rowOf(0).attempts, { ...rowOf(0).attempts[0]!, transactionHash: 'tx0b' }];
    const result = plan([rowOf(0, { attempts })], viewOf(10, 1, { tx0: receipt(10), tx0b: null }));
    expect(result.changes[0]?.after).toMatchObject({ state: 'included', includedHash: 'tx0' });
  });

  it('sends again after a while, and at once what no node took', () => {
    const view = viewOf(10, 0, { tx0: null });
    expect(plan([rowOf(0)], view, 0, NOW + 9).send).toEqual([]);
    expect(plan([rowOf(0)], view, 0, NOW + 10).send).toHaveLength(1);
    expect(plan([rowOf(0, { lastSentAt: null })], view).send).toHaveLength(1);
  });

  it('leaves no hole below the next nonce, whatever rows and chain say', () => {
    const zRow = fc.record({
      nonce: fc.integer({ min: 0, max: 12 }),
      state: fc.constantFrom('sent', 'included', 'final', 'displaced', 'lost'),
      found: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(zRow, { selector: ({ nonce }) => nonce }),
        fc.integer({ min: 0, max: 12 }),
        (drawn, count) => {
          const rows = drawn.map(({ nonce, state }) =>
            state === 'included' || state === 'final' ? { ...includedAt(nonce, 5), state } : rowOf(nonce, { state }),
          ) as ChainTransactionRow[];
          const receipts = Object.fromEntries(
            drawn
              .filter(({ nonce }) => nonce < count)
              .map(({ nonce, found }) => [`tx${nonce}`, found ? receipt(5) : null]),
          );
          const result = plan(rows, viewOf(6, count, receipts), count);
          const changed = new Map(result.changes.map(({ after }) => [after.nonce, after]));
          const after = rows.map((row) => changed.get(row.nonce) ?? row);
          const live = after.filter(({ state, nonce }) => state === 'sent' && nonce >= count).map(({ nonce }) => nonce);
          const covered = new Set([...live, ...result.fill]);
          for (let nonce = count; nonce < result.nextNonce; nonce += 1) expect(covered.has(nonce)).toBe(true);
          expect(covered.has(result.nextNonce)).toBe(false);
          expect(after.every(({ state, nonce }) => nonce < count || state === 'sent')).toBe(true);
        },
      ),
    );
  });
});
