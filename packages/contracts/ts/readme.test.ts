import { readFileSync } from 'node:fs';
import { startAnvil } from '@postern/testkit';
import { zeroHash } from 'viem';
import { describe, expect, it } from 'vitest';

import { decideFromMemory } from '../test/examples/guide/decide-from-memory.ts';

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
const readme = read('../README.md');
const blockOf = (language: string): string => readme.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? '';

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
    const rows = [...readme.matchAll(/^\| ([^|]+) \| ([\d,]+) \|(.*)$/gm)];
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
