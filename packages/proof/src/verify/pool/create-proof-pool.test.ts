import { afterAll, describe, expect, it } from 'vitest';

import { createProofPool } from './create-proof-pool.ts';

const falseProof = {
  circuit: 'kyc-presentation/1' as const,
  proof: {
    a: ['1', '2'] as [string, string],
    b: [
      ['0', '0'],
      ['0', '0'],
    ] as [[string, string], [string, string]],
    c: ['1', '2'] as [string, string],
  },
  publicSignals: Array.from({ length: 8 }, () => '1'),
};

const pools: ReturnType<typeof createProofPool>[] = [];
const openPool = (options: Parameters<typeof createProofPool>[0]) => {
  const pool = createProofPool(options);
  pools.push(pool);
  return pool;
};
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

describe('createProofPool', () => {
  it('decides what waits in turn and refuses what does not fit the queue', async () => {
    const pool = openPool({ size: 1, queueLimit: 2 });
    const given = Array.from({ length: 5 }, () => pool.verify(falseProof));
    const results = await Promise.allSettled(given);
    const decided = results.filter((result) => result.status === 'fulfilled');
    const refused = results.filter((result) => result.status === 'rejected');
    expect(decided.map(({ value }) => value)).toEqual([false, false, false]);
    expect(refused.map(({ reason }) => reason.code)).toEqual(['ERR_PROOF_POOL_FULL', 'ERR_PROOF_POOL_FULL']);
    await expect(pool.verify(falseProof)).resolves.toBe(false);
  });

  it('takes nothing after it was closed', async () => {
    const pool = openPool({ size: 1, queueLimit: 2 });
    const waiting = pool.verify(falseProof);
    await pool.close();
    await expect(waiting).rejects.toMatchObject({ code: 'ERR_PROOF_WORKER_FAILED' });
    await expect(pool.verify(falseProof)).rejects.toMatchObject({ code: 'ERR_PROOF_POOL_CLOSED' });
  });
});
