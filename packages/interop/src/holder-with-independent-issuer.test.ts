import {
  createHttpClient,
  fetchCredentialOffer,
  fetchIssuerMetadata,
  fetchPresentationRequest,
  planAnswer,
  receiveCredentials,
  sendAnswer,
} from '@postern/holder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startIndependentIssuer, TX_CODE } from './parties/start-independent-issuer.ts';
import { startIndependentVerifier } from './parties/start-independent-verifier.ts';
import { createSdJwtLibrary } from './support/sd-jwt-library.ts';
import { systemParts } from './support/system-parts.ts';

const http = createHttpClient({ fetch });
const parts = { ...systemParts, http };
let issuer: Awaited<ReturnType<typeof startIndependentIssuer>>;
let verifier: Awaited<ReturnType<typeof startIndependentVerifier>>;
beforeAll(async () => {
  [issuer, verifier] = await Promise.all([startIndependentIssuer(), startIndependentVerifier()]);
}, 120_000);
afterAll(() => Promise.all([issuer.close(), verifier.close()]));

async function receive(transactionCode: string) {
  const offer = await fetchCredentialOffer({ link: issuer.link, http });
  const profile = await fetchIssuerMetadata({ ...offer, http });
  const options = { ...parts, offer, issuer: profile, transactionCode, copies: 5, keep: async () => {} };
  const result = await receiveCredentials(options);
  if (result.state !== 'received') throw new Error(result.state);
  return { offer, credential: result.credential };
}

describe('our holder between parties that know nothing of us', () => {
  it('receives with a text code, DPoP and copies, and shows a nested claim', async () => {
    const { offer, credential } = await receive(TX_CODE);
    expect(offer.transactionCode).toMatchObject({ isNumeric: false, description: 'From the front desk' });
    expect(credential.documents).toMatchObject([
      { format: 'dc+sd-jwt', name: 'Membership', issuedBy: issuer.origin, keyFoundBy: 'web' },
      { format: 'jwt_vc_json', issuedBy: issuer.did, keyFoundBy: 'did' },
    ]);
    expect(credential.documents.map(({ copies }) => copies.length)).toEqual([2, 2]);
    expect(issuer.notifications).toEqual(['credential_accepted']);

    const query = {
      id: 'membership',
      format: 'dc+sd-jwt',
      meta: { vct_values: [`${issuer.origin}/membership`] },
      claims: [{ path: ['address', 'city'] }],
    };
    const asked = await verifier.ask({ query: { credentials: [query] }, mode: 'direct_post.jwt' });
    const request = await fetchPresentationRequest({ ...parts, link: asked.link, isAnswered: async () => false });
    const plan = await planAnswer({ request, credentials: [credential], http, now: parts.clock.now() });
    const [part] = plan.choices[0]!.options[0]!;
    if (part?.kind !== 'claims') throw new Error(part?.kind);
    // Hidden one by one here: the street stays.
    expect(part.candidates[0]).toMatchObject({
      shown: [{ path: ['address', 'city'], value: 'Berlin' }],
      kept: ['Member since', 'address: street'],
    });
    const chosen = { kind: 'claims' as const, queryId: part.queryId, candidate: part.candidates[0]! };
    await sendAnswer({ ...parts, request, parts: [chosen], remember: async () => {} });
    const [answer = ''] = asked.readAnswer()['membership'] ?? [];
    const { payload } = await createSdJwtLibrary().verify(answer, { keyBindingNonce: asked.nonce });
    expect(payload).toMatchObject({ address: { city: 'Berlin' } });
    expect(JSON.stringify(payload)).not.toContain('Torstraße');
  });

  it('is refused with another code', async () => {
    await expect(receive('k7-Q3')).rejects.toMatchObject({ code: 'ERR_TX_CODE_WRONG' });
  });
});
