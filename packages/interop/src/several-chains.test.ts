import { joinRegistries, type StoredCredential } from '@postern/holder';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { createProvingHolder, type MadeProof, type ProvingHolder } from './parties/proving-holder.ts';
import { receiveAll } from './parties/receive-all.ts';
import { type ApprovedCase, type Bank, startBank } from './parties/start-bank.ts';
import { startOurVerifier } from './parties/start-our-verifier.ts';
import { type Registries, startRegistries } from './parties/start-registries.ts';
import { askWell } from './support/ask-json.ts';

// Proofs are made here.
vi.setConfig({ testTimeout: 90_000 });

const HOLDER_SECRET = 987_654_321_987_654_321n;
const ACCOUNT = '0x00000000000000000000000000000000000000bb';

/** One bank, one verifier and one person on two chains whose contracts have the same addresses. */
let first: Registries;
let second: Registries;
let bank: Bank;
let ours: Awaited<ReturnType<typeof startOurVerifier>>;
let approved: ApprovedCase;
let holder: ProvingHolder;

beforeAll(async () => {
  first = await startRegistries();
  second = await startRegistries({ chainId: 31_338, operatorPrivateKey: first.operatorPrivateKey });
  bank = await startBank({ registries: first, others: [second] });
  ours = await startOurVerifier({ trustedIssuers: [bank.issuer, bank.did], registries: first, others: [second] });
  approved = await bank.approvePerson();
  const chains = [first.holderChain, second.holderChain] as const;
  const chain = joinRegistries(chains);
  const credential: StoredCredential = await receiveAll(approved, { holderSecret: HOLDER_SECRET, chain });
  holder = createProvingHolder({ chains: [...chains], credential, holderSecret: HOLDER_SECRET });
}, 180_000);
afterAll(async () => {
  await ours.stop();
  await bank.stop();
  await Promise.all([first.chain.stop(), second.chain.stop()]);
});

const ask = ({ policyId }: Registries) => ours.open({ policyId, account: ACCOUNT });

async function prove(on: Registries): Promise<MadeProof> {
  const session = await ask(on);
  const made = await holder.prove(session.walletUrl);
  expect(await session.read()).toMatchObject({ state: 'verified', chainId: on.chain.chain.id });
  return made;
}

async function expectRefusedOn(on: Registries, made: MadeProof): Promise<void> {
  const session = await ask(on);
  await expect(holder.showAgain(session.walletUrl, made)).rejects.toMatchObject({ code: 'ERR_ANSWER_REFUSED' });
  expect(await session.read()).toMatchObject({ state: 'refused', denial: { code: 'ERR_PRESENTATION_OTHER_SCOPE' } });
}

const rootOf = async ({ holderChain }: Registries) => (await holderChain.readRegistrySnapshot()).root;

describe('one bank on two chains', () => {
  it('the same policy is another one on each, and the verifier says on which each stands', async () => {
    expect(second.deployment).toEqual({ ...first.deployment, chainId: 31_338 });
    expect(second.policyId).not.toBe(first.policyId);
    expect(await ours.readProtocol()).toMatchObject({
      chains: [
        { chainId: 31_337, answers: true },
        { chainId: 31_338, answers: true },
      ],
      policies: [
        { policyId: first.policyId, chainId: 31_337 },
        { policyId: second.policyId, chainId: 31_338 },
      ],
    });
  });

  it('a proof is taken on the chain that it was made for, and refused on the other', async () => {
    const [onFirst, onSecond] = [await prove(first), await prove(second)];
    await expectRefusedOn(second, onFirst);
    await expectRefusedOn(first, onSecond);
    // Nobody can tell from the two that they are of one person.
    expect(onFirst.presentation.publicSignals[0]).not.toBe(onSecond.presentation.publicSignals[0]);
  });

  it('a revocation reaches both within its bound, and then nothing can be proven on either', async () => {
    const before = [await rootOf(first), await rootOf(second)];
    const times = await askWell(`${bank.issuer}/status/times`, {});
    const bound = (Number(times['anchorInterval']) + Number(times['confirmation'])) * 1000;
    const decided = performance.now();
    await bank.revoke(approved.caseId);
    const reached: number[] = [];
    for (const [at, registries] of [first, second].entries()) {
      while ((await rootOf(registries)) === before[at] && performance.now() - decided < bound) await wait(100);
      expect(await rootOf(registries)).not.toBe(before[at]);
      reached.push(performance.now() - decided);
    }
    expect(Math.max(...reached)).toBeLessThan(bound);
    for (const registries of [first, second]) {
      expect(await holder.look((await ask(registries)).walletUrl)).toBe('revoked');
    }
  });

  it('one that does not answer takes nothing from the other', async () => {
    await second.chain.kill();
    expect(await ours.readProtocol()).toMatchObject({
      chains: [{ answers: true }, { chainId: 31_338, answers: false }],
      policies: [{ policyId: first.policyId }],
    });
    expect(await holder.look((await ask(first)).walletUrl)).toBe('revoked');
    await expect(ask(second)).rejects.toThrow();
  });
});
