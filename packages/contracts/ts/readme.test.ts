import { readFileSync } from 'node:fs';
import { startAnvil } from '@postern/testkit';
import { zeroHash } from 'viem';
import { describe, expect, it } from 'vitest';

import { decideFromMemory } from '../test/examples/guide/decide-from-memory.ts';

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
const readme = read('../README.md');
const blockOf = (language: string): string => readme.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? '';

/** The section with the second table. */
const COMING = /^## Gas at coming prices$[\s\S]*?(?=^## )/m;

type StorageOps = Record<'fresh' | 'changed' | 'cleared' | 'accounts', number>;

/** What EIP-8037 and EIP-8038 add to the gas of today, by the texts that the README names. */
const PRICES = {
  /** Execution of a fresh slot: 2,100 + 10,000 in place of 22,100. */
  fresh: 12_100 - 22_100,
  /** 2,100 + 10,000 in place of 5,000. */
  changed: 12_100 - 5000,
  /** The same, less a refund of 11,616 in place of 4,800. */
  cleared: 12_100 - 11_616 - (5000 - 4800),
  /** A cold contract: 3,000 in place of 2,600. */
  account: 400,
  /** State gas of a fresh slot. */
  state: 64 * 1530,
};

describe('README', () => {
  it('shows the contract that the Solidity tests compile and use, in 15 lines', () => {
    const guide = blockOf('solidity');
    expect(read('../test/examples/guide/Lender.sol')).toContain(guide);
    const lines = guide.split('\n').filter((line) => line.trim() !== '');
    expect(lines.length).toBeLessThanOrEqual(15);
    expect(lines.length).toBeGreaterThan(8);
  });

  it('states the gas that the snapshot has, row by row, and what a batch saves', () => {
    const snapshot = JSON.parse(read('../snapshots/Gas.json')) as Record<string, number>;
    const measured = readme.replace(COMING, '');
    const rows = [...measured.matchAll(/^\| ([^|]+) \| ([\d,]+) \|(.*)$/gm)];
    const figures = rows.map(([, what = '', gas = '']) => [what, Number(gas.replaceAll(',', ''))] as const);
    expect(Object.fromEntries(figures)).toEqual(snapshot);
    expect(figures).toHaveLength(Object.keys(snapshot).length);

    const single = snapshot['admit, first time, relayed'] ?? NaN;
    for (const [, what = '', gas = '', rest] of rows) {
      const count = Number(/^admitBatch of (\d+)$/.exec(what)?.[1]);
      if (Number.isNaN(count)) continue;
      const each = Number(gas.replaceAll(',', '')) / count;
      expect(rest).toBe(` ${Math.round(each).toLocaleString('en')} | ${Math.round((100 * each) / single)} % |`);
    }
  });

  it('and the main README quotes the same', () => {
    const snapshot = JSON.parse(read('../snapshots/Gas.json')) as Record<string, number>;
    const gasOf = (what: string): string => (snapshot[what] ?? NaN).toLocaleString('en-US');
    const single = snapshot['admit, first time, relayed'] ?? NaN;
    const shareOf = (count: number): string =>
      Math.round((100 * (snapshot[`admitBatch of ${count}`] ?? NaN)) / count / single).toString();
    const main = read('../../../README.md');
    expect(main).toContain(
      `| ${['first time', 'renewal', 'first move'].map((how) => gasOf(`admit, ${how}`)).join(', ')} gas |`,
    );
    expect(main).toContain(`| ${[4, 16, 32].map(shareOf).join(' / ')} % |`);
    expect(main).toContain(`| ${gasOf('anchorStatus, 64-byte URI, new epoch in it')} gas |`);
    expect(main).toContain(`| ${gasOf('isAdmitted')} gas |`);
    // Every figure of gas that it quotes is one of these.
    const quoted = [...main.matchAll(/([\d, ]+) gas \|/g)].flatMap(([, list = '']) => list.split(', '));
    expect(quoted.map((figure) => figure.trim()).filter((figure) => figure !== '')).toHaveLength(5);
  });

  it('counts the gas at coming prices from the slots that each call writes', () => {
    const snapshot = JSON.parse(read('../snapshots/Gas.json')) as Record<string, number>;
    const counts = JSON.parse(read('../snapshots/StorageOps.json')) as Record<string, StorageOps>;
    const rows = [...(COMING.exec(readme)?.[0] ?? '').matchAll(/^\| (\D[^|]+) \| (\d[^a-z]+) \|$/gm)].map(
      ([, what = '', cells = '']) => [what, cells.split(' | ').map((cell) => Number(cell.replaceAll(',', '')))],
    );
    const expected = Object.entries(counts).map(([what, { fresh, changed, cleared, accounts }]) => {
      const change = PRICES.fresh * fresh + PRICES.changed * changed + PRICES.cleared * cleared;
      const execution = (snapshot[what] ?? NaN) + change + PRICES.account * accounts;
      const state = PRICES.state * fresh;
      return [what, [fresh, execution, state, execution + state]];
    });
    expect(rows).toEqual(expected);
  });

  it('shows TypeScript that runs', async () => {
    const source = read('../test/examples/guide/decide-from-memory.ts').replaceAll(/^ {2}/gm, '');
    const example = blockOf('ts');
    expect(example).not.toBe('');
    expect(source).toContain(example);
    const chain = await startAnvil();
    try {
      const clients = { walletClient: chain.createWallet(0), publicClient: chain.publicClient };
      const account = chain.createWallet(1).account.address;
      const clock = { now: () => Math.floor(Date.now() / 1000) };
      const decided = await decideFromMemory({ ...clients, clock, policyId: zeroHash, account });
      expect(decided).toEqual({ remembered: false, asked: false });
    } finally {
      await chain.stop();
    }
  });
});
