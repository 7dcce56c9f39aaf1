import { setStatusBit } from '@postern/primitives';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { HolderChain } from '../ports.ts';
import { createTestChain } from '../testing/create-test-chain.ts';
import { startTestBank, type TestBank } from '../testing/start-test-bank.ts';
import { createListRefresher } from './create-list-refresher.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await startTestBank();
});
afterAll(() => bank.close());

function createRefresher(drawn: number, others: readonly HolderChain[] = []) {
  const chain = createTestChain(bank);
  const slept: number[] = [];
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, drawn);
  const asked: string[] = [];
  const refresh = createListRefresher({
    chains: [chain, ...others],
    http: async ({ url }) => {
      asked.push(url);
      return { status: 200, body: chain.anchored };
    },
    cache: { read: async () => undefined, write: async () => undefined },
    random: { bytes: (length) => bytes.slice(0, length) },
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
    },
  });
  return { chain, refresh, slept, asked };
}

describe('createListRefresher', () => {
  it('waits a random time of up to a minute for a root that it has not seen, and for no other', async () => {
    const { chain, refresh, slept, asked } = createRefresher(60_001 + 41_234);
    await refresh();
    await refresh();
    expect(slept).toEqual([]);
    setStatusBit(chain.anchored, 78, true);
    await refresh();
    expect(slept).toEqual([41_234]);
    await refresh();
    expect(slept).toEqual([41_234]);
    expect(asked).toHaveLength(4);
  });

  it.each([0, 60_000, 0xff_ff_ff_ff])('never waits longer, whatever is drawn: %i', async (drawn) => {
    const { chain, refresh, slept } = createRefresher(drawn);
    await refresh();
    setStatusBit(chain.anchored, 78, true);
    await refresh();
    expect(slept).toHaveLength(1);
    expect(slept[0]).toBeLessThanOrEqual(60_000);
    expect(slept[0]).toBeGreaterThanOrEqual(0);
  });

  it('downloads a list once where two chains agree on it, and both files where one is behind', async () => {
    const other = { ...createTestChain(bank), chainId: 31_338 };
    const agreeing = createRefresher(0, [other]);
    await agreeing.refresh();
    expect(agreeing.asked).toHaveLength(1);
    other.leafOverride.uri = `${bank.issuer}/status/bits/1?epoch=7`;
    const apart = createRefresher(0, [other]);
    await apart.refresh();
    expect(new Set(apart.asked).size).toBe(2);
  });

  it('waits for a new root of any chain', async () => {
    const other = createTestChain(bank);
    const { refresh, slept } = createRefresher(60_001 + 5, [other]);
    await refresh();
    setStatusBit(other.anchored, 78, true);
    await refresh();
    expect(slept).toEqual([5]);
  });

  it('passes over a chain that does not answer, and fails when none does', async () => {
    const silence = new Error('no answer');
    const silent = { ...createTestChain(bank), readRegistrySnapshot: () => Promise.reject(silence) };
    const { chain, refresh, asked } = createRefresher(0, [silent]);
    await refresh();
    expect(asked).toHaveLength(1);
    Object.assign(chain, { readRegistrySnapshot: silent.readRegistrySnapshot });
    await expect(refresh()).rejects.toBe(silence);
  });
});
