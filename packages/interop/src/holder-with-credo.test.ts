import {
  createHttpClient,
  fetchCredentialOffer,
  fetchIssuerMetadata,
  fetchPresentationRequest,
  planAnswer,
  receiveCredentials,
  sendAnswer,
  type StoredCredential,
} from '@postern/holder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startCredoServer } from './parties/credo/start-server.ts';
import { systemParts } from './support/system-parts.ts';

const http = createHttpClient({ fetch });
let credo: Awaited<ReturnType<typeof startCredoServer>>;
let held: StoredCredential;

beforeAll(async () => {
  credo = await startCredoServer();
}, 60_000);
afterAll(() => credo?.stop());

async function receive(link: string, transactionCode: string): Promise<StoredCredential> {
  const offer = await fetchCredentialOffer({ link, http });
  const issuer = await fetchIssuerMetadata({ ...offer, http });
  const result = await receiveCredentials({
    ...{ ...systemParts, http, offer, issuer, transactionCode, copies: 1 },
    keep: async () => {},
  });
  if (result.state !== 'received') throw new Error(result.state);
  return result.credential;
}

describe('our holder at a Credo issuer', () => {
  it.each(['byReference', 'byValue'] as const)('receives every form that both know, offered %s', async (kind) => {
    const offer = await credo.offer();
    held = await receive(offer[kind], offer.txCode);
    expect(held.issuer.name).toBe('Rowing Club');
    expect(held.documents.map(({ format, issuedBy }) => [format, issuedBy])).toEqual([
      ['dc+sd-jwt', credo.did],
      ['jwt_vc_json', credo.did],
    ]);
    await expect(receive(offer[kind], '0000')).rejects.toMatchObject({ name: 'HolderError' });
  });
});

const SD_JWT = () => ({
  credentials: [
    { id: 'asked', format: 'dc+sd-jwt', meta: { vct_values: [credo.membership] }, claims: [{ path: ['level'] }] },
  ],
});
const W3C = () => ({
  credentials: [
    {
      id: 'asked',
      format: 'jwt_vc_json',
      meta: { type_values: [['MembershipCredential']] },
      claims: [{ path: ['credentialSubject', 'level'] }],
    },
  ],
});

describe('our holder at a Credo verifier', () => {
  it.each([
    ['SD-JWT VC, signed, encrypted', SD_JWT, 'direct_post.jwt', true],
    ['SD-JWT VC, signed, in the clear', SD_JWT, 'direct_post', true],
    ['SD-JWT VC, unsigned, encrypted', SD_JWT, 'direct_post.jwt', false],
    ['VCDM 1.1, signed, encrypted', W3C, 'direct_post.jwt', true],
    ['VCDM 1.1, unsigned, in the clear', W3C, 'direct_post', false],
  ] as const)('is accepted with %s', async (_name, query, mode, signed) => {
    const asked = await credo.ask({ query: query(), mode, signed });
    const request = await fetchPresentationRequest({
      ...systemParts,
      link: asked.link,
      http,
      isAnswered: async () => false,
    });
    // A did:jwk names no host, and an unsigned request nobody: the person is told.
    expect(request).toMatchObject({ isSigned: signed, isHostProven: false });
    const now = systemParts.clock.now();
    const { choices, unmet } = await planAnswer({ request, credentials: [held], http, now });
    expect(unmet).toEqual([]);
    const parts = choices.flatMap(({ options: [way] }) =>
      way!.flatMap((part) =>
        part.kind === 'claims'
          ? [{ kind: 'claims' as const, queryId: part.queryId, candidate: part.candidates[0]! }]
          : [],
      ),
    );
    await sendAnswer({ ...systemParts, request, parts, http, remember: async () => {} });
    expect(await asked.readState()).toBe('ResponseVerified');
  });
});
