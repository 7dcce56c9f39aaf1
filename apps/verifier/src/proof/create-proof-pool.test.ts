import { afterAll, expect, it } from 'vitest';

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
const pool = createProofPool({ size: 1, queueLimit: 1 });
afterAll(() => pool.close());

it('gives verdicts, says busy when there is no room, and after it was closed', async () => {
  const [first, second, third] = await Promise.allSettled([1, 2, 3].map(() => pool.verify(falseProof)));
  expect([first, second]).toEqual([
    { status: 'fulfilled', value: false },
    { status: 'fulfilled', value: false },
  ]);
  const busy = { code: 'ERR_VERIFIER_BUSY' };
  expect(third).toMatchObject({ status: 'rejected', reason: busy });
  await pool.close();
  await expect(pool.verify(falseProof)).rejects.toMatchObject(busy);
});
