import type { StoredCredential } from '@postern/holder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { receiveAll } from './parties/receive-all.ts';
import { sdJwtQuery, showDirectly, showToVerifier, w3cQuery } from './parties/show-to-independent-verifier.ts';
import { type Bank, PERSON, startBank } from './parties/start-bank.ts';
import { startIndependentVerifier } from './parties/start-independent-verifier.ts';
import { checkPresentation1, checkPresentation2, RevokedError } from './support/check-w3c.ts';
import { createSdJwtLibrary } from './support/sd-jwt-library.ts';

let bank: Bank;
let verifier: Awaited<ReturnType<typeof startIndependentVerifier>>;
let credential: StoredCredential;
let caseId: string;

beforeAll(async () => {
  [bank, verifier] = await Promise.all([startBank(), startIndependentVerifier()]);
  const approved = await bank.approvePerson();
  ({ caseId } = approved);
  credential = await receiveAll(approved);
}, 120_000);
afterAll(async () => {
  await verifier.close();
  await bank.stop();
});

const show = async (query: object, mode: 'direct_post' | 'direct_post.jwt') => {
  const shown = await showToVerifier({ verifier, credential, query, mode });
  expect(shown.redirectUri).toBe(`${verifier.origin}/done`);
  return shown;
};

describe.each(['direct_post', 'direct_post.jwt'] as const)('an independent verifier, answered by %s', (mode) => {
  it('accepts an SD-JWT VC of our holder and reads the asked claims only', async () => {
    const { answer, audience, nonce } = await show(sdJwtQuery(bank.issuer), mode);
    const { payload, kb } = await createSdJwtLibrary().verify(answer, { keyBindingNonce: nonce });
    expect(kb?.payload.aud).toBe(audience);
    expect(payload).toMatchObject({ given_name: PERSON.givenName, nationalities: ['GR'] });
    expect(payload).not.toHaveProperty('family_name');
  });

  it('accepts a VCDM 1.1 presentation of our holder', async () => {
    const { answer, ...bound } = await show(w3cQuery('jwt_vc_json'), mode);
    await expect(checkPresentation1(answer, bound)).resolves.toMatchObject({ given_name: PERSON.givenName });
    await expect(checkPresentation1(answer, { ...bound, nonce: 'other' })).rejects.toThrow();
  });
});

describe('an independent verifier', () => {
  it('accepts a VCDM 2.0 presentation, whose format its library does not know, by jose', async () => {
    const { answer, ...bound } = await showDirectly(credential);
    await expect(checkPresentation2(answer, bound)).resolves.toMatchObject({ given_name: PERSON.givenName });
  });

  it('sees a revocation in every format', async () => {
    const sdJwt = await show(sdJwtQuery(bank.issuer), 'direct_post');
    const w3c = await show(w3cQuery('jwt_vc_json'), 'direct_post');
    const vcdm2 = await showDirectly(credential);
    await bank.revoke(caseId);
    await expect(createSdJwtLibrary().verify(sdJwt.answer, { keyBindingNonce: sdJwt.nonce })).rejects.toThrow(
      'Status is not valid',
    );
    await expect(checkPresentation1(w3c.answer, w3c)).rejects.toBeInstanceOf(RevokedError);
    await expect(checkPresentation2(vcdm2.answer, vcdm2)).rejects.toBeInstanceOf(RevokedError);
  });
});
