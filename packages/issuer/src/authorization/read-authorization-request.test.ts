import { zIssuanceAuthorizationRequest } from '@postern/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { IssuanceError } from '../error.ts';
import type { WalletClient } from '../ports.ts';
import { createRedirect } from './create-redirect.ts';
import { readAuthorizationRequest } from './read-authorization-request.ts';
import { readRedirectUri } from './read-redirect-uri.ts';

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
    clients: [],
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
    expect(
      readAuthorizationRequest({ params: bare, issuer: ISSUER, jkt: null, clients: [] }).configurationIds,
    ).toBeNull();
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
  const readUri = (redirectUri: string, clientId = 'w', clients: WalletClient[] = []) =>
    readRedirectUri({ redirectUri, clientId, clients });

  it('is https, a private-use scheme, or http on this machine, without user or fragment', () => {
    for (const good of [
      'https://w.example/x?y=1',
      'http://localhost:1/',
      'http://127.0.0.1/',
      'http://[::1]:8/',
      'com.example.wallet:/callback',
      'org.eu-wallet.app://callback?x=1',
    ]) {
      expect(readUri(good).href).toContain(good.slice(0, 10));
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
      // Schemes without a maker's domain could be anybody's, or run.
      'wallet://callback',
      'javascript.:alert(1)',
      'com.example.wallet:/callback#f',
      'com.example.wallet://u:p@callback',
    ]) {
      expect(() => readUri(bad)).toThrow(expect.objectContaining({ code: 'ERR_ISSUANCE_REQUEST' }));
    }
  });

  it('of a registered wallet is one of its own, on any port of this machine', () => {
    const redirectUris = ['com.example.wallet:/callback', 'https://w.example/back', 'http://127.0.0.1/back'];
    const clients = [{ clientId: 'known', redirectUris }];
    for (const own of [...redirectUris, 'http://127.0.0.1:51004/back']) {
      expect(() => readUri(own, 'known', clients)).not.toThrow();
    }
    for (const other of [
      'com.example.wallet:/other',
      'https://w.example/back/',
      'https://w.example:8443/back',
      'http://localhost/back',
      'http://127.0.0.1:51004/other',
      'org.evil.wallet:/callback',
    ]) {
      expect(() => readUri(other, 'known', clients)).toThrow(expect.objectContaining({ code: 'ERR_ISSUANCE_REQUEST' }));
      expect(() => readUri(other, 'unknown', clients)).not.toThrow();
    }
  });

  it('of an app gets the answer as one on the web does', () => {
    const location = createRedirect({
      settings: { publicUrl: 'https://bank.example' },
      tenant: 'demo',
      to: { redirectUri: 'com.example.wallet:/callback', state: 's' },
      answer: { code: 'c' },
    });
    expect(location.split('?')[0]).toBe('com.example.wallet:/callback');
    expect(Object.fromEntries(new URL(location).searchParams)).toEqual({ code: 'c', state: 's', iss: ISSUER });
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
