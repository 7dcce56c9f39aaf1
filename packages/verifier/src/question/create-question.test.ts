import { base64UrlToBytes } from '@postern/primitives';
import { type CreateSessionRequest, zCreateSessionRequest, zTermsTransactionData } from '@postern/protocol';
import { describe, expect, it } from 'vitest';

import { createQuestion } from './create-question.ts';

const POLICY = {
  policyId: `0x${'11'.repeat(32)}`,
  chainId: 1,
  registry: `0x${'22'.repeat(20)}`,
  account: `0x${'33'.repeat(20)}`,
};
const PAPERS = { id: 'papers', format: 'dc+sd-jwt', types: ['https://bank.example/vct/kyc/1'] };
const PROTOCOL = { trustedIssuers: ['https://bank.example', 'did:web:bank.example'], trustAnchors: [] as string[] };

const create = (request: Record<string, unknown>, protocol = PROTOCOL, anchorKeyIdentifiers: string[] = []) => {
  const parsed: CreateSessionRequest = zCreateSessionRequest.parse(request);
  const policy = parsed.policyId === undefined ? undefined : POLICY;
  return createQuestion({ request: parsed, policy, protocol, anchorKeyIdentifiers });
};

describe('createQuestion', () => {
  it('asks for a policy alone, as it always did', () => {
    const { policyId, account } = POLICY;
    expect(create({ policyId, account }).dcqlQuery).toEqual({
      credentials: [{ id: 'kyc', format: 'postern_zk', meta: POLICY }],
    });
  });

  it('puts plain words into DCQL, claim by claim', () => {
    const claims = [
      { id: 'g', path: ['given_name'] },
      { id: 'c', path: ['address', 'country'], values: ['DE'] },
    ];
    const { dcqlQuery } = create({
      credentials: [{ ...PAPERS, claims, claimSets: [['g', 'c'], ['c']], multiple: true }],
    });
    expect(dcqlQuery.credentials).toEqual([
      {
        id: 'papers',
        format: 'dc+sd-jwt',
        meta: { vct_values: PAPERS.types },
        multiple: true,
        claims,
        claim_sets: [['g', 'c'], ['c']],
      },
    ]);
    const { dcqlQuery: w3c } = create({ credentials: [{ ...PAPERS, format: 'vc+jwt', types: ['A', 'B'] }] });
    expect(w3c.credentials[0]).toMatchObject({ meta: { type_values: [['A'], ['B']] } });
  });

  it('says “the policy, or the papers” in one credential set', () => {
    const { policyId, account } = POLICY;
    const { dcqlQuery } = create({ policyId, account, credentials: [PAPERS], accept: [['kyc'], ['papers']] });
    expect(dcqlQuery.credential_sets).toEqual([{ options: [['kyc'], ['papers']], required: true }]);
  });

  it('refuses ids that repeat, lead nowhere, or are asked and never used', () => {
    const other = { ...PAPERS, id: 'other' };
    for (const request of [
      { credentials: [PAPERS, PAPERS] },
      { credentials: [PAPERS], accept: [['kyc']] },
      { credentials: [PAPERS, other], accept: [['papers']] },
    ]) {
      expect(() => create(request)).toThrow(expect.objectContaining({ code: 'ERR_SESSION_ASK_MALFORMED' }));
    }
  });

  it('narrows trust by question: all trusted issuers, or those named', () => {
    expect(create({ credentials: [PAPERS] }).issuers).toEqual({ papers: PROTOCOL.trustedIssuers });
    const named = { ...PAPERS, issuers: ['https://bank.example'] };
    expect(create({ credentials: [named] }).issuers).toEqual({ papers: ['https://bank.example'] });
    const w3c = { ...PAPERS, format: 'jwt_vc_json' };
    expect(create({ credentials: [w3c] }).issuers).toEqual({ papers: ['did:web:bank.example'] });
    for (const [request, protocol] of [
      [{ ...PAPERS, issuers: ['https://evil.example'] }, PROTOCOL],
      [{ ...w3c, issuers: ['https://bank.example'] }, PROTOCOL],
      [w3c, { trustedIssuers: [], trustAnchors: ['AAAA'] }],
      [PAPERS, { trustedIssuers: [], trustAnchors: [] }],
    ] as const) {
      expect(() =>
        create(
          { credentials: [request] },
          { ...protocol, trustedIssuers: [...protocol.trustedIssuers], trustAnchors: [...protocol.trustAnchors] },
        ),
      ).toThrow(expect.objectContaining({ code: 'ERR_SESSION_ISSUER_UNTRUSTED' }));
    }
  });

  it('names authorities only when chains are the only trust', () => {
    const chains = { trustedIssuers: [], trustAnchors: ['AAAA'] };
    const aki = [{ type: 'aki', values: ['a2V5'] }];
    expect(create({ credentials: [PAPERS] }, chains, ['a2V5']).dcqlQuery.credentials[0]).toMatchObject({
      trusted_authorities: aki,
    });
    const mixed = { ...PROTOCOL, trustAnchors: ['AAAA'] };
    expect(create({ credentials: [PAPERS] }, mixed, ['a2V5']).dcqlQuery.credentials[0]).not.toHaveProperty(
      'trusted_authorities',
    );
  });

  it('writes terms as transaction data of our one type', () => {
    const terms = { title: 'Terms', uri: 'https://vault.example/terms', sha256: 'A'.repeat(43) };
    const { transactionData } = create({ credentials: [PAPERS, { ...PAPERS, id: 'w3c', format: 'vc+jwt' }], terms });
    const [text = ''] = transactionData;
    const data = zTermsTransactionData.parse(JSON.parse(new TextDecoder().decode(base64UrlToBytes(text))));
    expect(data).toMatchObject({ ...terms, credential_ids: ['papers'] });
  });
});
