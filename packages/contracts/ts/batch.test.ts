import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startVectorChain } from '../test/support/start-vector-chain.ts';
import { type Admission, admit, admitBatch, readIsAdmitted } from './index.ts';

let world: Awaited<ReturnType<typeof startVectorChain>>;
let admissions: Admission[];
beforeAll(async () => {
  world = await startVectorChain();
  admissions = await Promise.all([0, 1, 2, 3, 4].map((holder) => world.admissionOf(holder)));
});
afterAll(() => world.chain.stop());

const isAdmitted = ({ policyId, account }: Admission) =>
  readIsAdmitted({ client: world.chain.publicClient, passRegistry: world.passRegistry, policyId, account });

describe('admitBatch with real proofs', () => {
  it('admits nobody when one proof does not stand', async () => {
    const [first, second] = admissions;
    if (first === undefined || second === undefined) throw new Error('unreachable');
    const forged = { ...second, proof: first.proof };
    const batch = { ...world.relay, passRegistry: world.passRegistry, admissions: [first, forged] };
    await expect(admitBatch(batch)).rejects.toMatchObject({ code: 'ERR_PASS_REGISTRY_INVALID_PROOF' });
    expect(await isAdmitted(first)).toBe(false);
  });

  it('admits everybody whose proof stands, and leaves out what the chain refuses', async () => {
    const { relay, passRegistry } = world;
    const [first, second, third, fourth, fifth] = admissions;
    if (!first || !second || !third || !fourth || !fifth) throw new Error('unreachable');
    await admit({ ...relay, passRegistry, admission: first });
    const unsigned = { ...third, accountSignature: '0x' } as const;
    const sent = await admitBatch({ ...relay, passRegistry, admissions: [first, second, unsigned, fourth, fifth] });
    // The first is a repetition, which changes nothing and is no refusal.
    expect(sent.admitted).toEqual([second.account, fourth.account, fifth.account]);
    expect(sent.skipped).toEqual([{ index: 2, account: third.account, code: 'ERR_PASS_REGISTRY_CONSENT_MISSING' }]);
    expect(await Promise.all([first, second, third, fourth, fifth].map(isAdmitted))).toEqual([
      ...[true, true, false],
      ...[true, true],
    ]);
  });
});
