import {
  continueIssuance,
  createHttpClient,
  fetchCredentialOffer,
  fetchIssuerMetadata,
  fetchPresentationRequest,
  planAnswer,
  receiveCredentials,
  type ReceiveResult,
  sendAnswer,
} from '@postern/holder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type ApprovedCase, type Bank, startBank } from './parties/start-bank.ts';
import { systemParts } from './support/system-parts.ts';

const http = createHttpClient({ fetch });
const parts = { ...systemParts, http };
let bank: Bank;
beforeAll(async () => {
  bank = await startBank();
}, 120_000);
afterAll(() => bank.stop());

/** A wallet that takes what a case offers. */
async function receive({ offerLink, transactionCode }: ApprovedCase) {
  const offer = await fetchCredentialOffer({ link: offerLink, http });
  const issuer = await fetchIssuerMetadata({ ...offer, http });
  const result = await receiveCredentials({
    ...parts,
    offer,
    issuer,
    transactionCode,
    copies: 2,
    keep: async () => {},
    keepSession: async () => {},
  });
  return { issuer, result };
}

function credentialIn(result: ReceiveResult) {
  if (result.state !== 'received') throw new Error(result.state);
  return result.credential;
}

describe('our holder, whose credential is to move to another wallet', () => {
  it('confirms it with the suspended credential, and then the other wallet receives', async () => {
    const email = 'ada@home.example';
    const approved = await bank.approvePerson({ email });
    const old = await receive(approved);
    const held = credentialIn(old.result);
    const next = await receive(await bank.rebind(approved));
    if (next.result.state !== 'waiting') throw new Error(next.result.state);
    await expect.poll(() => bank.readMail(email), { timeout: 10_000 }).toBeDefined();
    const [, page = '', token = ''] = /href="([^"#]+)#([^"]+)"/.exec((await bank.readMail(email)) ?? '') ?? [];
    const body = new URLSearchParams({ token, answer: 'confirm' });
    const html = await (await fetch(page, { method: 'POST', body })).text();
    const link = /href="([^"]+\/present\?[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';

    const request = await fetchPresentationRequest({ ...parts, link, isAnswered: async () => false });
    expect(request).toMatchObject({
      clientId: `decentralized_identifier:${bank.did}`,
      isSigned: true,
      name: 'Aurora Bank',
      host: new URL(bank.issuer).host,
    });
    const plan = await planAnswer({ request, credentials: [held], http, now: parts.clock.now() });
    const [part] = plan.choices[0]?.options[0] ?? [];
    if (part?.kind !== 'claims') throw new Error(JSON.stringify(plan.unmet));
    const [candidate] = part.candidates;
    expect(candidate?.shown).toEqual([]);
    const chosen = { kind: 'claims' as const, queryId: part.queryId, candidate: candidate! };
    await sendAnswer({ ...parts, request, parts: [chosen], remember: async () => {} });

    const { issuer } = next;
    const { session } = next.result;
    const moved = await continueIssuance({ ...parts, issuer, session, isReady: true, copies: 2, keep: async () => {} });
    expect(credentialIn(moved).documents.map(({ format }) => format)).toEqual(['dc+sd-jwt', 'jwt_vc_json', 'vc+jwt']);
    await expect(sendAnswer({ ...parts, request, parts: [chosen], remember: async () => {} })).rejects.toMatchObject({
      code: 'ERR_ANSWER_REFUSED',
    });
  });
});
