import { zIssuanceAuthorizationRequest } from '@postern/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { IssuanceError } from '../error.ts';
import { createRedirect } from './create-redirect.ts';
import { readAuthorizationRequest, readRedirectUri } from './read-authorization-request.ts';

const ISSUER = 'https://bank.example/t/demo';
const PARAMS = {
  response_type: 'code',
  client_id: 'https://wallet.example',
  redirect_uri: 'https://wallet.example/back',
  code_challenge: 'A'.repeat(43),
  code_challenge_method: 'S256',
  scope: 'kyc_person_jwt',
};
const read = (over: Record<string, unknown>, jkt: string | null = null) =>
  readAuthorizationRequest({
    params: zIssuanceAuthorizationRequest.parse({ ...PARAMS, ...over }),
    issuer: ISSUER,
    jkt,
  });

describe('an authorization request', () => {
  it('asks for what its details name, else its scope, else the offer', () => {
    const details = JSON.stringify([
      { type: 'openid_credential', credential_configuration_id: 'kyc_person_sdjwt', locations: [ISSUER] },
    ]);
    expect(read({}).configurationIds).toEqual(['kyc_person_jwt']);
    expect(read({ authorization_details: details })).toMatchObject({
      configurationIds: ['kyc_person_sdjwt'],
      byIdentifier: true,
    });
    const fromOffer = { ...PARAMS, issuer_state: 'offer' };
    const { scope: _, ...bare } = fromOffer;
    expect(readAuthorizationRequest({ params: bare, issuer: ISSUER, jkt: null }).configurationIds).toBeNull();
  });

  it('is bound to the key of the proof beside it', () => {
    expect(read({}, 'thumbprint').dpopJkt).toBe('thumbprint');
    expect(read({ dpop_jkt: 'other' }).dpopJkt).toBe('other');
    expect(() => read({ dpop_jkt: 'other' }, 'thumbprint')).toThrow(
      expect.objectContaining({ code: 'ERR_ISSUANCE_DPOP' }),
    );
  });

  it('names no other issuer in its details', () => {
    const details = JSON.stringify([
      {
        type: 'openid_credential',
        credential_configuration_id: 'kyc_person_sdjwt',
        locations: ['https://other.example'],
      },
    ]);
    expect(() => read({ authorization_details: details })).toThrow(
      expect.objectContaining({ code: 'ERR_ISSUANCE_AUTHORIZATION_DETAILS' }),
    );
  });

  it('is for tokens to this issuer and no other', () => {
    expect(read({ resource: ISSUER })).toEqual(read({}));
    for (const resource of ['https://other.example', `${ISSUER}/`, 'https://bank.example/t/other']) {
      expect(() => read({ resource })).toThrow(expect.objectContaining({ code: 'ERR_ISSUANCE_RESOURCE' }));
    }
  });

  it('is read or refused, whatever it holds', () => {
    const value = fc.option(fc.string({ minLength: 1, maxLength: 200 }), { nil: undefined });
    fc.assert(
      fc.property(fc.record({ redirect_uri: fc.webUrl(), scope: value, authorization_details: value }), (over) => {
        try {
          read(over);
        } catch (error) {
          expect(error).toBeInstanceOf(IssuanceError);
        }
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});

describe('the address of a wallet', () => {
  it('is https, or http on this machine, without user or fragment', () => {
    for (const good of ['https://w.example/x?y=1', 'http://localhost:1/', 'http://127.0.0.1/', 'http://[::1]:8/']) {
      expect(readRedirectUri(good).href).toContain(good.slice(0, 10));
    }
    for (const bad of [
      'http://w.example/',
      'https://u:p@w.example/',
      'https://w.example/#f',
      'https://w.example/#',
      'javascript:alert(1)',
      'data:text/html,x',
      '/relative',
      'http://localhost.evil.example/',
    ]) {
      expect(() => readRedirectUri(bad)).toThrow(expect.objectContaining({ code: 'ERR_ISSUANCE_REQUEST' }));
    }
  });

  it('keeps its own query and gets the answer beside it', () => {
    const location = createRedirect({
      settings: { publicUrl: 'https://bank.example' },
      tenant: 'demo',
      to: { redirectUri: 'https://w.example/back?app=1', state: 'a&b' },
      answer: { code: 'c' },
    });
    expect(Object.fromEntries(new URL(location).searchParams)).toEqual({
      app: '1',
      code: 'c',
      state: 'a&b',
      iss: ISSUER,
    });
  });
});
