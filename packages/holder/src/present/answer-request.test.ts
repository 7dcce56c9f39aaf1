import { computeAccountBinding, computeChainScope, hashNullifier, setStatusBit } from '@postern/primitives';
import type { CircuitInputs } from '@postern/proof';
import { createNodeArtifactSource } from '@postern/proof/artifacts-node';
import { createPresentation } from '@postern/proof/prove';
import { zVpToken, type ZkPresentation } from '@postern/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createHttpClient } from '../http/create-http-client.ts';
import type { HolderChain } from '../ports.ts';
import { zGrantRecord } from '../store/grant-record.ts';
import type { StoredCredential } from '../store/stored-credential.ts';
import { ACCOUNT, createTestChain, PASS_REGISTRY, POLICY, type TestChain } from '../testing/create-test-chain.ts';
import { receiveTestCredential } from '../testing/receive-test-credential.ts';
import { clock, NOW, startTestBank, type TestBank } from '../testing/start-test-bank.ts';
import { startTestVerifier, type TestVerifier } from '../testing/start-test-verifier.ts';
import { answerRequest, type ChosenPart, declineRequest, sendAnswer } from './answer-request.ts';
import { checkCredential } from './check-credential.ts';
import { fetchPresentationRequest } from './fetch-presentation-request.ts';
import { planAnswer } from './plan-answer.ts';
import { computeProofTarget } from './proof-target.ts';
import { readRequestedPolicy } from './read-requested-policy.ts';

const http = createHttpClient({ fetch });
const HOLDER_SECRET = 42n;
let bank: TestBank;
let verifier: TestVerifier;
let chain: TestChain;
let credential: StoredCredential;

beforeAll(async () => {
  bank = await startTestBank();
  verifier = await startTestVerifier();
  chain = createTestChain(bank);
  credential = await receiveTestCredential({ bank, chain, http, holderSecret: HOLDER_SECRET });
});
afterAll(async () => {
  await bank.close();
  await verifier.close();
});

const fetchRequest = (link = verifier.link, answered: readonly string[] = []) =>
  fetchPresentationRequest({ link, http, clock, isAnswered: async (key) => answered.includes(key) });

async function fetchChanged(change: TestVerifier['change'], header: TestVerifier['header'] = {}) {
  Object.assign(verifier, { change, header });
  try {
    return await fetchRequest();
  } finally {
    Object.assign(verifier, { change: (payload: never) => payload, header: {} });
  }
}

function memoryCache() {
  const lists = new Map<string, Uint8Array>();
  return {
    read: async (uri: string) => lists.get(uri),
    write: async (uri: string, bits: Uint8Array) => {
      lists.set(uri, bits);
    },
  };
}

const full = async () => {
  throw new DOMException('made to fail', 'QuotaExceededError');
};

async function check(options: {
  on?: TestChain;
  cache?: ReturnType<typeof memoryCache>;
  credentials?: StoredCredential[];
}) {
  const { on = chain, cache = memoryCache(), credentials = [credential] } = options;
  const policy = await readRequestedPolicy({ request: await fetchRequest(), chain: on });
  return checkCredential({ credentials, policy, chain: on, http, cache });
}

describe('a presentation request', () => {
  it('is read when everything is in order', async () => {
    await expect(fetchRequest()).resolves.toMatchObject({
      host: new URL(verifier.origin).host,
      name: 'Test Vault',
      isSigned: true,
      query: { credentials: [{ id: 'kyc', meta: { account: ACCOUNT } }] },
    });
  });

  it.each([
    ['another audience', { aud: 'https://wallet.example' }, 'ERR_REQUEST_AUDIENCE'],
    ['two audiences', { aud: ['https://self-issued.me/v2', 'https://other.example'] }, 'ERR_REQUEST_AUDIENCE'],
    ['an answer to another host', { response_uri: 'https://evil.example/r' }, 'ERR_REQUEST_RESPONSE_URI'],
    ['an answer to another port', { response_uri: 'http://localhost:1/r' }, 'ERR_REQUEST_RESPONSE_URI'],
    ['a past end', { exp: NOW - 1 }, 'ERR_REQUEST_EXPIRED'],
    ['a future start', { iat: NOW + 3600, exp: NOW + 7200 }, 'ERR_REQUEST_EXPIRED'],
    ['a time ahead before which it does not count', { nbf: NOW + 61, exp: NOW + 300 }, 'ERR_REQUEST_EXPIRED'],
    ['an end before its start', { iat: NOW + 30, exp: NOW + 29 }, 'ERR_REQUEST_EXPIRED'],
    ['a short nonce', { nonce: 'short' }, 'ERR_REQUEST_MALFORMED'],
    ['an endless state', { state: 's'.repeat(5000) }, 'ERR_REQUEST_MALFORMED'],
    [
      'another verifier inside',
      { client_id: 'decentralized_identifier:did:web:evil.example' },
      'ERR_REQUEST_CLIENT_MISMATCH',
    ],
    [
      'an unknown format',
      { dcql_query: { credentials: [{ id: 'x', format: 'mso_mdoc', meta: {} }] } },
      'ERR_REQUEST_FORMAT',
    ],
  ])('with %s is refused', async (_name, change, code) => {
    await expect(fetchChanged((payload) => ({ ...payload, ...change }))).rejects.toMatchObject({ code });
  });

  it('with another type or a foreign key is refused', async () => {
    const keep: TestVerifier['change'] = (payload) => payload;
    await expect(fetchChanged(keep, { typ: 'JWT' })).rejects.toMatchObject({ code: 'ERR_REQUEST_SIGNATURE' });
    const kid = 'did:web:evil.example#key-1';
    await expect(fetchChanged(keep, { kid })).rejects.toMatchObject({ code: 'ERR_REQUEST_SIGNATURE' });
  });

  it('signed with a key that has ended is refused, whatever time it states; before its end it is read', async () => {
    try {
      verifier.keyExpires = new Date((NOW - 1) * 1000).toISOString();
      const earlier: TestVerifier['change'] = (payload) => ({ ...payload, iat: NOW - 60 });
      await expect(fetchChanged(earlier)).rejects.toMatchObject({ code: 'ERR_REQUEST_SIGNATURE' });
      verifier.keyExpires = new Date((NOW + 60) * 1000).toISOString();
      await expect(fetchRequest()).resolves.toMatchObject({ isSigned: true });
    } finally {
      verifier.keyExpires = undefined;
    }
  });

  it.each([
    'verifier_attestation:abc',
    'redirect_uri:https://a.example',
    'decentralized_identifier:did:ethr:0x1:abc',
    'https://a.example',
  ])('of client %s is refused', async (clientId) => {
    const link = `?client_id=${encodeURIComponent(clientId)}&request_uri=${encodeURIComponent(verifier.origin)}`;
    await expect(fetchRequest(link)).rejects.toMatchObject({ code: 'ERR_REQUEST_CLIENT_PREFIX' });
  });

  it('that was answered before is refused', async () => {
    const { requestKey } = await fetchRequest();
    await expect(fetchRequest(verifier.link, [requestKey])).rejects.toMatchObject({ code: 'ERR_REQUEST_REPLAYED' });
  });
});

describe('the requested policy', () => {
  it('is shown from its hashed values', async () => {
    const { sentences, warnings } = await readRequestedPolicy({ request: await fetchRequest(), chain });
    expect(sentences.some((sentence) => sentence.includes('18'))).toBe(true);
    expect(warnings.map(({ code }) => code)).toContain('WARN_POLICY_ONE_ISSUER');
  });

  it.each([
    [
      'text that does not hash to the record',
      { policyJson: '{"age":{"atLeast":99},"issuers":[1]}' },
      'ERR_POLICY_HASH',
    ],
    ['text that is no policy', { policyJson: '{}' }, 'ERR_POLICY_HASH'],
    ['a closed record', { closed: true }, 'ERR_POLICY_CLOSED'],
    ['another circuit', { circuitVersion: 2 }, 'ERR_POLICY_CIRCUIT'],
  ])('is refused with %s', async (_name, change, code) => {
    const other = { ...chain, readPolicy: async () => ({ ...chain.policy, ...change }) };
    await expect(readRequestedPolicy({ request: await fetchRequest(), chain: other })).rejects.toMatchObject({ code });
  });

  it('is refused from a registry that the wallet does not know', async () => {
    const other = { ...chain, passRegistry: ACCOUNT };
    await expect(readRequestedPolicy({ request: await fetchRequest(), chain: other })).rejects.toMatchObject({
      code: 'ERR_REQUEST_REGISTRY_UNKNOWN',
    });
  });

  it('is read on the chain that the request names, and on no other one', async () => {
    const asked: number[] = [];
    const chainOf = (chainId: number, passRegistry = chain.passRegistry) => ({
      ...chain,
      ...{ chainId, passRegistry },
      readPolicy: async () => {
        asked.push(chainId);
        return chain.policy;
      },
    });
    const plan = async (chains: readonly HolderChain[]) =>
      planAnswer({
        request: await fetchRequest(),
        credentials: [credential],
        chains,
        cache: memoryCache(),
        http,
        now: NOW,
      });
    const { choices } = await plan([chainOf(31_338), chainOf(31_337)]);
    expect(choices[0]?.options[0]).toMatchObject([{ kind: 'proof', check: { state: 'ready' } }]);
    expect(asked).toEqual([31_337]);
    for (const chains of [[chainOf(31_338)], [chainOf(31_338), chainOf(31_337, ACCOUNT)], []]) {
      const { unmet } = await plan(chains);
      expect(unmet).toMatchObject([[{ kind: 'unknown', error: { code: 'ERR_REQUEST_REGISTRY_UNKNOWN' } }]]);
    }
    expect(asked).toEqual([31_337]);
  });
});

describe('the credential check', () => {
  it('names the sentence that fails', async () => {
    const strict = createTestChain(bank, { ...POLICY, age: { atLeast: 60 } });
    const result = await check({ on: strict });
    expect(result).toMatchObject({ state: 'policy_not_met', failed: [expect.stringContaining('60')] });
  });

  it('sees an empty wallet and a bank that left the registry', async () => {
    await expect(check({ credentials: [] })).resolves.toMatchObject({ state: 'no_credential' });
    const gone = createTestChain(bank);
    gone.leafOverride = { active: false };
    await expect(check({ on: gone })).resolves.toMatchObject({ state: 'issuer_not_trusted' });
  });

  it.each([
    ['cannot be written', { ...memoryCache(), write: full }],
    ['cannot be read', { ...memoryCache(), read: full }],
    ['can be neither', { read: full, write: full }],
  ])('goes by the lists that it downloads when its store %s', async (_name, cache) => {
    await expect(check({ cache })).resolves.toMatchObject({ state: 'ready' });
    await expect(check({ cache })).resolves.toMatchObject({ state: 'ready' });
  });

  it('downloads lists once, and again when a root moves; a revoked seal is seen, a late list is not trusted', async () => {
    const cache = memoryCache();
    const own = createTestChain(bank);
    const before = bank.listDownloads;
    await expect(check({ on: own, cache })).resolves.toMatchObject({ state: 'ready' });
    await expect(check({ on: own, cache })).resolves.toMatchObject({ state: 'ready' });
    expect(bank.listDownloads).toBe(before + 1);

    setStatusBit(own.anchored, 77, true);
    await expect(check({ on: own, cache })).resolves.toMatchObject({ state: 'status_unknown' });
    setStatusBit(bank.bits, 77, true);
    await expect(check({ on: own, cache })).resolves.toMatchObject({ state: 'revoked' });
    setStatusBit(bank.bits, 77, false);
  });

  it('refuses a registry that does not add up', async () => {
    const snapshot = await chain.readRegistrySnapshot();
    const wrong = { ...createTestChain(bank), readRegistrySnapshot: async () => ({ ...snapshot, root: 1n }) };
    await expect(check({ on: wrong as TestChain })).rejects.toMatchObject({ code: 'ERR_REGISTRY_ROOT' });
  });
});

describe('answering', () => {
  it('proves for this account and registry, posts, and remembers', { timeout: 60_000 }, async () => {
    const request = await fetchRequest();
    const policy = await readRequestedPolicy({ request, chain });
    const ready = await checkCredential({ credentials: [credential], policy, chain, http, cache: memoryCache() });
    if (ready.state !== 'ready') throw new Error(ready.state);
    expect(ready.durations.map(({ days }) => days)).toEqual([1, 7, 29]);
    const expiresAt = ready.durations[0]!.expiresAt;
    expect(expiresAt % 86_400).toBe(0);
    const artifacts = createNodeArtifactSource();
    const remembered: string[] = [];
    const { presentation, redirectUri } = await answerRequest({
      request,
      policy,
      ready,
      expiresAt,
      holderSecret: HOLDER_SECRET,
      prove: (inputs) => createPresentation({ inputs, artifacts }),
      http,
      remember: async ({ requestKey }) => {
        remembered.push(requestKey);
      },
    });
    const scope = computeChainScope({ chainId: 31337, registry: PASS_REGISTRY, scopeId: chain.policy.scopeId });
    expect(presentation.publicSignals).toEqual(
      [
        hashNullifier({ holderSecret: HOLDER_SECRET, scope }),
        (await chain.readRegistrySnapshot()).root,
        chain.policy.policyHash,
        scope,
        computeAccountBinding(ACCOUNT),
        BigInt(Math.floor(NOW / 60) * 60),
        20_260_921n,
        BigInt(expiresAt),
      ].map(String),
    );
    expect(redirectUri).toBe(`${verifier.origin}/done`);
    expect(remembered).toEqual([request.requestKey]);
    const posted = verifier.answers.at(-1)!;
    expect(posted.get('state')).toBe(request.state);
    expect(zVpToken.parse(JSON.parse(posted.get('vp_token')!))).toEqual({ kyc: [presentation] });

    const wrong = { request, policy, ready, expiresAt: expiresAt + 1, holderSecret: 1n, http };
    const never = async () => Promise.reject(new Error('must not be called'));
    await expect(answerRequest({ ...wrong, prove: never, remember: never })).rejects.toMatchObject({
      code: 'ERR_DURATION',
    });
  });

  it('proves to the session that asks, and keeps a grant without an account', async () => {
    Object.assign(verifier, {
      change: (payload: { dcql_query: { credentials: [{ meta: object }] } }) => {
        const [{ meta, ...query }] = payload.dcql_query.credentials;
        const { account: _account, ...forSession } = meta as { account: string };
        return { ...payload, dcql_query: { credentials: [{ ...query, meta: forSession }] } };
      },
    });
    const request = await fetchRequest();
    Object.assign(verifier, { change: (payload: never) => payload });
    const policy = await readRequestedPolicy({ request, chain });
    await expect(readRequestedPolicy({ request: { ...request, isSigned: false }, chain })).rejects.toMatchObject({
      code: 'ERR_REQUEST_SIGNATURE',
    });
    const ready = await checkCredential({ credentials: [credential], policy, chain, http, cache: memoryCache() });
    if (ready.state !== 'ready') throw new Error(ready.state);
    const proven: CircuitInputs[] = [];
    const { grant } = await answerRequest({
      request,
      policy,
      ready,
      expiresAt: ready.durations[0]!.expiresAt,
      holderSecret: HOLDER_SECRET,
      prove: async (inputs) => {
        proven.push(inputs);
        return { circuit: 'kyc-presentation/1', proof: {}, publicSignals: [] } as unknown as ZkPresentation;
      },
      http,
      remember: async () => {},
    });
    const { scope, binding } = await computeProofTarget({ request, policy });
    expect(proven).toMatchObject([{ scope: String(scope), binding: String(binding) }]);
    expect(zGrantRecord.parse(grant)).not.toHaveProperty('account');
    expect(grant.host).toBe(request.host);
  });

  it('proves and shows in one answer, when both are asked', { timeout: 60_000 }, async () => {
    const papers = {
      id: 'papers',
      format: 'dc+sd-jwt',
      meta: { vct_values: [`${bank.issuer}/vct/kyc-person/1`] },
      claims: [{ path: ['given_name'] }],
    };
    Object.assign(verifier, {
      change: (payload: { dcql_query: { credentials: object[] } }) => ({
        ...payload,
        dcql_query: { credentials: [...payload.dcql_query.credentials, papers] },
      }),
    });
    const request = await fetchRequest();
    Object.assign(verifier, { change: (payload: never) => payload });
    const cache = memoryCache();
    const plan = await planAnswer({ request, credentials: [credential], chains: [chain], cache, http, now: NOW });
    expect(plan.unmet).toEqual([]);
    const parts = plan.choices
      .flatMap(({ options }) => options[0]!)
      .map((part): ChosenPart => {
        if (part.kind === 'claims') {
          return { kind: 'claims', queryId: part.queryId, candidate: part.candidates[0]! };
        }
        if (part.kind !== 'proof' || part.check.state !== 'ready') throw new Error(part.kind);
        const { policy, check: ready } = part;
        return { kind: 'proof', policy, ready, expiresAt: ready.durations[0]!.expiresAt };
      });
    const artifacts = createNodeArtifactSource();
    const send = (chosen: ChosenPart[]) =>
      sendAnswer({
        request,
        parts: chosen,
        holderSecret: HOLDER_SECRET,
        prove: (inputs) => createPresentation({ inputs, artifacts }),
        http,
        clock,
        remember: async () => {},
      });
    await expect(send(parts.slice(0, 1))).rejects.toMatchObject({ code: 'ERR_ANSWER_INCOMPLETE' });
    const { grant, disclosure } = await send(parts);
    const token = zVpToken.parse(JSON.parse(verifier.answers.at(-1)!.get('vp_token')!));
    expect(Object.keys(token)).toEqual(['kyc', 'papers']);
    expect(grant).toMatchObject({ account: ACCOUNT });
    expect(disclosure?.shown).toMatchObject([{ labels: ['given name'] }]);
  });

  it('says no when the person says no', async () => {
    await expect(declineRequest({ request: await fetchRequest(), http })).resolves.toBe(`${verifier.origin}/done`);
    expect(verifier.answers.at(-1)!.get('error')).toBe('access_denied');
  });
});
