import type { JsonObject } from '@postern/credential';
import type { ZkPresentation } from '@postern/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createHttpClient } from '../http/create-http-client.ts';
import type { StoredCredential } from '../store/stored-credential.ts';
import { createTestChain, type TestChain } from '../testing/create-test-chain.ts';
import { receiveTestCredential } from '../testing/receive-test-credential.ts';
import { clock, NOW, startTestBank, type TestBank, VALID_UNTIL } from '../testing/start-test-bank.ts';
import { startTestVerifier, type TestVerifier } from '../testing/start-test-verifier.ts';
import { answerRequest, sendAnswer } from './answer-request.ts';
import { checkCredential } from './check-credential.ts';
import { fetchPresentationRequest } from './fetch-presentation-request.ts';
import { readRequestedPolicy } from './read-requested-policy.ts';

const DAY = 86_400;
const MIDNIGHT = Math.floor(NOW / DAY) * DAY;
const http = createHttpClient({ fetch });
const holderSecret = 42n;
let bank: TestBank;
let verifier: TestVerifier;
let chain: TestChain;
let credential: StoredCredential;

beforeAll(async () => {
  bank = await startTestBank();
  verifier = await startTestVerifier();
  chain = createTestChain(bank);
  credential = await receiveTestCredential({ bank, chain, http, holderSecret });
});
afterAll(async () => {
  await bank.close();
  await verifier.close();
});
beforeEach(() => {
  chain.pass = undefined;
  Object.assign(chain.policy, { notBefore: 0, maxPassLife: 30 * DAY });
});

const cache = { read: async () => undefined, write: async () => {} };
const fetchRequest = () =>
  fetchPresentationRequest({ link: verifier.link, http, clock, isAnswered: async () => false });
const passUntil = (expiresAt: number, admittedAt = NOW - 100) => ({ expiresAt, admittedAt });

async function check() {
  const request = await fetchRequest();
  const policy = await readRequestedPolicy({ request, chain });
  return { request, policy, result: await checkCredential({ credentials: [credential], policy, chain, http, cache }) };
}

async function checkReady() {
  const { result: ready, ...rest } = await check();
  if (ready.state !== 'ready') throw new Error(ready.state);
  return { ...rest, ready, ends: ready.durations.map(({ expiresAt }) => expiresAt) };
}

/** Agrees to an end, on a wallet whose page would let any pass. */
async function agreeTo(expiresAt: number) {
  const { request, policy, ready } = await checkReady();
  const proven: number[] = [];
  const prove = async () => {
    proven.push(expiresAt);
    return { circuit: 'kyc-presentation/1', proof: {}, publicSignals: [] } as unknown as ZkPresentation;
  };
  const remember = async () => {};
  const durations = [...ready.durations, { days: 0, expiresAt }];
  const lax = { ...ready, durations };
  const common = { request, holderSecret, prove, http, remember };
  const single = () => answerRequest({ ...common, policy, ready: lax, expiresAt });
  const several = () => sendAnswer({ ...common, clock, parts: [{ kind: 'proof', policy, ready: lax, expiresAt }] });
  return { single, several, proven };
}

describe('a renewal', () => {
  it('is offered with no end before that of the present pass', async () => {
    chain.pass = passUntil(MIDNIGHT + 6 * DAY);
    const { ready, ends } = await checkReady();
    expect(ready.presentEnd).toBe(MIDNIGHT + 6 * DAY);
    expect(ends).toEqual([MIDNIGHT + 8 * DAY, MIDNIGHT + 30 * DAY]);
  });

  it('that shortens is refused before anything is proven; one that ends with it or later is not', async () => {
    const end = MIDNIGHT + 6 * DAY;
    chain.pass = passUntil(end);
    for (const expiresAt of [MIDNIGHT + DAY, end - DAY, end - 1]) {
      const { single, several, proven } = await agreeTo(expiresAt);
      await expect(single()).rejects.toMatchObject({ code: 'ERR_RENEWAL_SHORTENS' });
      await expect(several()).rejects.toMatchObject({ code: 'ERR_RENEWAL_SHORTENS' });
      expect(proven).toEqual([]);
    }
    const { single, several } = await agreeTo(end);
    await expect(single()).resolves.toMatchObject({ grant: { expiresAt: end } });
    await expect(several()).resolves.toMatchObject({ grant: { expiresAt: end } });
  });

  it('that could only shorten is not offered at all, and the present end is told', async () => {
    const presentEnd = Math.ceil(VALID_UNTIL / DAY) * DAY;
    Object.assign(chain.policy, { maxPassLife: 365 * DAY });
    chain.pass = passUntil(presentEnd);
    expect((await check()).result).toEqual({ state: 'pass_outlasts', presentEnd });
    chain.pass = passUntil(presentEnd - DAY);
    expect((await checkReady()).ends).toEqual([presentEnd - DAY]);
  });
});

describe('what is no pass now shortens no choice:', () => {
  const ALL = [MIDNIGHT + 2 * DAY, MIDNIGHT + 8 * DAY, MIDNIGHT + 30 * DAY];

  it.each([
    ['no pass', undefined, 0],
    ['one that has ended', passUntil(NOW), 0],
    ['one that the policy took back', passUntil(MIDNIGHT + 6 * DAY, NOW - 100), NOW - 99],
  ])('%s', async (_what, pass, notBefore) => {
    chain.pass = pass;
    Object.assign(chain.policy, { notBefore });
    const { ready, ends } = await checkReady();
    expect(ready.presentEnd).toBeUndefined();
    expect(ends).toEqual(ALL);
  });

  it('a pass of an account, for a proof to a session', async () => {
    chain.pass = passUntil(MIDNIGHT + 6 * DAY);
    verifier.change = (payload) => {
      const { credentials } = payload['dcql_query'] as { credentials: { meta: JsonObject }[] };
      const [{ meta, ...query }] = credentials as [{ meta: JsonObject }];
      const { account: _account, ...forSession } = meta;
      return { ...payload, dcql_query: { credentials: [{ ...query, meta: forSession }] } };
    };
    try {
      expect((await checkReady()).ends).toEqual(ALL);
    } finally {
      verifier.change = (payload) => payload;
    }
  });
});
