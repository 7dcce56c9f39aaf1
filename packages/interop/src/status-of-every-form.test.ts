import { createHttpClient, fetchPresentationRequest, sendAnswer, type StoredCredential } from '@postern/holder';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { createProvingHolder, type MadeProof, type ProvingHolder } from './parties/proving-holder.ts';
import { receiveAll } from './parties/receive-all.ts';
import {
  chooseClaims,
  sdJwtQuery,
  showDirectly,
  showToVerifier,
  w3cQuery,
} from './parties/show-to-independent-verifier.ts';
import { type Bank, startBank } from './parties/start-bank.ts';
import { startIndependentVerifier } from './parties/start-independent-verifier.ts';
import { startOurVerifier } from './parties/start-our-verifier.ts';
import { POLICY_TIMES, type Registries, startRegistries } from './parties/start-registries.ts';
import { checkProof, releaseCurve, SupersededError } from './support/check-proof.ts';
import { checkPresentation1, checkPresentation2, RevokedError } from './support/check-w3c.ts';
import { createSdJwtLibrary } from './support/sd-jwt-library.ts';
import { systemParts } from './support/system-parts.ts';

// Proofs are made here, by two libraries.
vi.setConfig({ testTimeout: 90_000 });

const HOLDER_SECRET = 1_234_567_890_123_456_789n;
const ACCOUNT = '0x00000000000000000000000000000000000000bb';
/** What our verifier keeps lists for in this test; the minute that it promises is tested where time can be moved. */
const LIST_LIFE_SECONDS = 1;

let registries: Registries;
let bank: Bank;
let ours: Awaited<ReturnType<typeof startOurVerifier>>;
let independent: Awaited<ReturnType<typeof startIndependentVerifier>>;
let credential: StoredCredential;
let caseId: string;
let holder: ProvingHolder;
/** The last proof that was made while the credential was good. */
let earlier: MadeProof;

beforeAll(async () => {
  registries = await startRegistries();
  bank = await startBank({ registries });
  const env = { VERIFIER_STATUS_LIFE_SECONDS: String(LIST_LIFE_SECONDS) };
  [ours, independent] = await Promise.all([
    startOurVerifier({ trustedIssuers: [bank.issuer, bank.did], registries, env }),
    startIndependentVerifier(),
  ]);
  const approved = await bank.approvePerson();
  ({ caseId } = approved);
  const chain = registries.holderChain;
  credential = await receiveAll(approved, { holderSecret: HOLDER_SECRET, chain });
  holder = createProvingHolder({ chains: [chain], credential, holderSecret: HOLDER_SECRET });
}, 180_000);
afterAll(async () => {
  await releaseCurve();
  await independent.close();
  await ours.stop();
  await bank.stop();
  await registries.chain.stop();
});

type Format = 'dc+sd-jwt' | 'jwt_vc_json' | 'vc+jwt';
const FORMATS: readonly Format[] = ['dc+sd-jwt', 'jwt_vc_json', 'vc+jwt'];

/** Our holder shows a credential to our verifier, and the verifier says what it makes of it. */
async function showToOurs(format: Format): Promise<Record<string, unknown>> {
  const isSdJwt = format === 'dc+sd-jwt';
  const session = await ours.open({
    credentials: [
      {
        ...{ id: 'papers', format },
        types: [isSdJwt ? `${bank.issuer}/vct/kyc-person/1` : 'KycPersonCredential'],
        claims: [{ path: isSdJwt ? ['given_name'] : ['credentialSubject', 'given_name'] }],
      },
    ],
  });
  const parts = { ...systemParts, http: createHttpClient({ fetch }) };
  const link = session.walletUrl;
  const request = await fetchPresentationRequest({ ...parts, link, isAnswered: async () => false });
  const chosen = await chooseClaims(request, credential);
  await sendAnswer({ ...parts, request, parts: [chosen], remember: async () => {} }).catch(() => undefined);
  return session.read();
}

/** An independent verifier with libraries of others; rejects when a status list speaks against the credential. */
async function showToIndependent(format: Format): Promise<unknown> {
  const mode = 'direct_post';
  if (format === 'dc+sd-jwt') {
    const query = sdJwtQuery(bank.issuer);
    const { answer, nonce } = await showToVerifier({ verifier: independent, credential, query, mode });
    return createSdJwtLibrary().verify(answer, { keyBindingNonce: nonce });
  }
  if (format === 'vc+jwt') {
    const { answer, ...bound } = await showDirectly(credential);
    return checkPresentation2(answer, bound);
  }
  const query = w3cQuery(format);
  const { answer, ...bound } = await showToVerifier({ verifier: independent, credential, query, mode });
  return checkPresentation1(answer, bound);
}

const askForProof = () => ours.open({ policyId: registries.policyId, account: ACCOUNT });
const checkIndependently = ({ presentation }: MadeProof) => {
  const { chain, deployment } = registries;
  return checkProof(presentation, { rpcUrl: chain.url, trustRegistry: deployment.trustRegistry });
};

async function moveChain(seconds: number): Promise<void> {
  const { testClient } = registries.chain;
  await testClient.increaseTime({ seconds });
  await testClient.mine({ blocks: 1 });
}

async function afterDecision(decide: () => Promise<void>): Promise<void> {
  await decide();
  await bank.waitUntilAnchored();
  // What our verifier kept from before is over.
  await wait((LIST_LIFE_SECONDS + 0.2) * 1000);
}

function expectAccepted(): void {
  it.each(FORMATS)('%s is accepted by our verifier, with the age of its status', async (format) => {
    expect(await showToOurs(format)).toMatchObject({
      state: 'verified',
      credentials: [{ format, status: { age: expect.any(Number), bound: 60 } }],
    });
  });

  it.each(FORMATS)('%s is accepted by an independent verifier', async (format) => {
    await expect(showToIndependent(format)).resolves.toBeDefined();
  });

  it('a proof is made, accepted by our verifier, and by snarkjs and the registry’s root', async () => {
    const session = await askForProof();
    const made = await holder.prove(session.walletUrl);
    earlier = made;
    expect(await session.read()).toMatchObject({
      state: 'verified',
      proofStatus: { bound: 96 + 60 + Math.min(POLICY_TIMES.grace, POLICY_TIMES.maxProofAge) },
    });
    await expect(checkIndependently(made)).resolves.toBeUndefined();
  });
}

function expectRefused(code: string): void {
  it.each(FORMATS)('%s is refused by our verifier', async (format) => {
    expect(await showToOurs(format)).toMatchObject({ state: 'refused', denial: { code } });
  });

  it.each(FORMATS)('%s is refused by an independent verifier', async (format) => {
    const refused = format === 'dc+sd-jwt' ? { message: expect.stringContaining('Status is not valid') } : {};
    await expect(showToIndependent(format)).rejects.toMatchObject(refused);
    if (format !== 'dc+sd-jwt') await expect(showToIndependent(format)).rejects.toBeInstanceOf(RevokedError);
  });

  it('no proof can be made, and a fresh one from before the decision is refused by both', async () => {
    const session = await askForProof();
    expect(await holder.look(session.walletUrl)).toBe('revoked');
    await moveChain(60);
    const forged = holder.proveFromEarlier(session.walletUrl, earlier);
    await expect(forged).rejects.toMatchObject({ code: 'ERR_ANSWER_REFUSED' });
    expect(await session.read()).toMatchObject({ state: 'refused', denial: { code: 'ERR_POLICY_ROOT_SUPERSEDED' } });
    await expect(checkIndependently(earlier)).rejects.toBeInstanceOf(SupersededError);
  });
}

describe('before any decision', () => {
  expectAccepted();
});

describe('suspended', () => {
  beforeAll(() => afterDecision(() => bank.suspend(caseId)), 60_000);
  expectRefused('ERR_POLICY_CREDENTIAL_SUSPENDED');

  it('an earlier proof counts at our verifier until the bound of the policy, and not beyond', async () => {
    const within = await askForProof();
    await holder.showAgain(within.walletUrl, earlier);
    expect(await within.read()).toMatchObject({ state: 'verified' });
    await moveChain(Math.min(POLICY_TIMES.grace, POLICY_TIMES.maxProofAge));
    const beyond = await askForProof();
    const late = holder.showAgain(beyond.walletUrl, earlier);
    await expect(late).rejects.toMatchObject({ code: 'ERR_ANSWER_REFUSED' });
  });
});

describe('reinstated', () => {
  beforeAll(() => afterDecision(() => bank.reinstate(caseId)), 60_000);
  expectAccepted();
});

describe('suspended, then revoked', () => {
  beforeAll(async () => {
    await bank.suspend(caseId);
    await afterDecision(() => bank.revoke(caseId));
  }, 60_000);
  expectRefused('ERR_POLICY_CREDENTIAL_REVOKED');
});
