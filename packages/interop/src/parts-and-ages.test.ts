import { createHttpClient, fetchPresentationRequest, sendAnswer, type StoredCredential } from '@postern/holder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { receiveAll } from './parties/receive-all.ts';
import { chooseClaims } from './parties/show-to-independent-verifier.ts';
import { type Bank, startBank } from './parties/start-bank.ts';
import { startOurVerifier } from './parties/start-our-verifier.ts';
import { systemParts } from './support/system-parts.ts';

let bank: Bank;
let verifier: Awaited<ReturnType<typeof startOurVerifier>>;
let credential: StoredCredential;

beforeAll(async () => {
  bank = await startBank();
  const [approved, ours] = await Promise.all([
    bank.approvePerson(),
    startOurVerifier({ trustedIssuers: [bank.issuer, bank.did] }),
  ]);
  verifier = ours;
  credential = await receiveAll(approved);
}, 120_000);
afterAll(async () => {
  await verifier.stop();
  await bank.stop();
});

/** A protocol asks, our holder answers with what it would show, and the protocol reads. */
async function ask(claims: readonly { path: string[]; values?: unknown[] }[]) {
  const types = [`${bank.issuer}/vct/kyc-person/1`];
  const session = await verifier.open({ credentials: [{ id: 'papers', format: 'dc+sd-jwt', types, claims }] });
  const parts = { ...systemParts, http: createHttpClient({ fetch }) };
  const request = await fetchPresentationRequest({ ...parts, link: session.walletUrl, isAnswered: async () => false });
  const chosen = await chooseClaims(request, credential);
  if (chosen.kind !== 'claims') throw new Error(chosen.kind);
  await sendAnswer({ ...parts, request, parts: [chosen], remember: async () => {} });
  const { state, credentials } = (await session.read()) as { state: string; credentials: { claims: unknown }[] };
  return { state, claims: credentials[0]?.claims, shown: chosen.candidate.shown };
}

describe('from a bank through our wallet to a protocol', () => {
  it('an age goes without the birth date', async () => {
    const { state, claims, shown } = await ask([{ path: ['age_over_18'], values: [true] }]);
    expect(state).toBe('verified');
    expect(claims).toEqual([{ path: ['age_over_18'], value: true }]);
    expect(shown).toEqual([{ path: ['age_over_18'], label: '18 or older', value: true }]);
  });

  it('a country goes without the street, and is named so that a person understands', async () => {
    const { state, claims, shown } = await ask([{ path: ['address', 'country'] }]);
    expect(state).toBe('verified');
    expect(claims).toEqual([{ path: ['address', 'country'], value: expect.any(String) }]);
    expect(shown).toMatchObject([{ path: ['address', 'country'], label: 'Country of residence' }]);
  });

  it('an age that the person has not reached is not answered', async () => {
    await expect(ask([{ path: ['age_over_65'], values: [true] }])).rejects.toThrow();
  });
});
