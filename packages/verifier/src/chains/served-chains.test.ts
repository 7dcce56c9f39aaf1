import { computeChainScope } from '@postern/primitives';
import { describe, expect, it } from 'vitest';

import type { PolicyRecord, ServedChain } from '../ports.ts';
import { answerSession } from '../presentation/answer-session.ts';
import { createFakePresentation, createFakeWorld, PROTOCOL } from '../testing/create-fake-world.ts';
import { openSession, PUBLIC_URL } from '../testing/open-session.ts';
import { createServedChains } from './create-served-chains.ts';

const SECOND = 31_338;
const ON_SECOND = `0x${'55'.repeat(32)}`;
const UNAVAILABLE = new Error('no answer');

/** Two chains with registries at the same addresses, each with one policy of the same text; the world's is the first. */
function createTwoChains() {
  const world = createFakeWorld();
  const { chain, chains } = world.ports;
  const policy = world.state.policy as PolicyRecord;
  const asked: number[] = [];
  const down = new Set<number>();
  const hold = (chainId: number, policyId: string): ServedChain => ({
    ...world.gate,
    ...{ chainId, name: `Chain ${chainId}` },
    reader: {
      ...chain,
      readPolicy: async (id) => {
        asked.push(chainId);
        if (down.has(chainId)) throw UNAVAILABLE;
        return id === policyId ? { ...policy, policyId } : undefined;
      },
    },
  });
  const first = hold(world.gate.chainId, policy.policyId);
  const second = hold(SECOND, ON_SECOND);
  const served = createServedChains([first, second]);
  return { world, policy, first, second, served, single: chains, asked, down };
}

describe('the chain of a policy', () => {
  it('is the one whose registry holds it, and is asked for once', async () => {
    const { served, policy, first, second, asked } = createTwoChains();
    expect(await served.ofPolicy(ON_SECOND)).toBe(second);
    expect(await served.ofPolicy(policy.policyId)).toBe(first);
    asked.length = 0;
    expect(await served.ofPolicy(ON_SECOND)).toBe(second);
    expect(asked).toEqual([]);
  });

  it('is found although another chain gives no answer, and is not guessed when it might be there', async () => {
    const { served, second, down, policy } = createTwoChains();
    down.add(31_337);
    expect(await served.ofPolicy(ON_SECOND)).toBe(second);
    await expect(served.ofPolicy(policy.policyId)).rejects.toBe(UNAVAILABLE);
  });

  it('is the first when none holds it: the refusal is its own', async () => {
    const { served, first } = createTwoChains();
    expect(await served.ofPolicy(`0x${'66'.repeat(32)}`)).toBe(first);
  });

  it('is not asked for where there is one alone', async () => {
    const { world, single } = createTwoChains();
    world.ports.chain.readPolicy = () => Promise.reject(UNAVAILABLE);
    expect(await single.ofPolicy(ON_SECOND)).toBe(single.list[0]);
  });
});

describe('the chain of a question', () => {
  it('is found by id and registry, however the address is written', () => {
    const { served, second } = createTwoChains();
    const registry = second.passRegistry.replace('0xb2', '0xB2');
    expect(served.at({ chainId: SECOND, registry })).toBe(second);
  });

  it.each([
    { chainId: 1, registry: `0x${'b2'.repeat(20)}` },
    { chainId: SECOND, registry: `0x${'00'.repeat(20)}` },
  ])('that is not served any more decides nothing: %o', (gate) => {
    expect(() => createTwoChains().served.at(gate)).toThrow(expect.objectContaining({ code: 'ERR_CHAIN_UNAVAILABLE' }));
  });
});

describe('a proof', () => {
  const protocol = { ...PROTOCOL, policyIds: [...PROTOCOL.policyIds, ON_SECOND] };

  async function answer(policyId: string, presentation: unknown, changed: (second: ServedChain) => void = () => {}) {
    const { world, served, second } = createTwoChains();
    changed(second);
    const ports = { ...world.ports, chains: served };
    const { session } = await openSession({ ...world, ports }, { policyId }, protocol);
    expect(session.policy).toMatchObject({ policyId });
    const vp_token = JSON.stringify({ kyc: [presentation] });
    const { requestId, requestState: state } = session;
    return answerSession({ protocol, requestId, answer: { vp_token, state }, publicUrl: PUBLIC_URL, ports });
  }
  const ofFirst = () => createFakePresentation();
  const ofSecond = () => {
    const gate = { chainId: SECOND, registry: `0x${'b2'.repeat(20)}`, scopeId: `0x${'33'.repeat(32)}` };
    return createFakePresentation({ scope: computeChainScope(gate) });
  };
  const onFirst = PROTOCOL.policyIds[0] ?? '';

  it('is taken on the chain that it was made for', async () => {
    await expect(answer(onFirst, ofFirst())).resolves.toMatchObject({ status: 'verified' });
    await expect(answer(ON_SECOND, ofSecond())).resolves.toMatchObject({ status: 'verified' });
  });

  it('for one chain is refused on the other, both ways', async () => {
    const refused = { code: 'ERR_PRESENTATION_OTHER_SCOPE' };
    await expect(answer(ON_SECOND, ofFirst())).rejects.toMatchObject(refused);
    await expect(answer(onFirst, ofSecond())).rejects.toMatchObject(refused);
  });

  it('is checked against the registry root of its own chain', async () => {
    const forget = (second: ServedChain) => {
      second.reader.readRoot = async () => ({ known: false, supersededAt: 0 });
    };
    await expect(answer(ON_SECOND, ofSecond(), forget)).rejects.toMatchObject({ code: 'ERR_POLICY_ROOT_UNKNOWN' });
    await expect(answer(onFirst, ofFirst(), forget)).resolves.toMatchObject({ status: 'verified' });
  });
});
