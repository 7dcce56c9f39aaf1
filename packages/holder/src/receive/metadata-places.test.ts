import { describe, expect, it } from 'vitest';

import { HolderError } from '../error.ts';
import type { HttpClient } from '../ports.ts';
import { fetchIssuerMetadata } from './fetch-issuer-metadata.ts';

const ISSUER = 'https://bank.example/t/a';
const SERVER = 'https://login.example/realms/people';
const issuerDocument = (issuer = ISSUER, more: object = {}) => ({
  credential_issuer: issuer,
  credential_endpoint: 'https://bank.example/credential',
  credential_configurations_supported: {},
  ...more,
});
const serverDocument = (issuer = SERVER) => ({ issuer, token_endpoint: 'https://login.example/token' });

/** Answers just these addresses; others are missing, or as `elsewhere` says. */
function serve(
  documents: Record<string, unknown>,
  elsewhere: HttpClient = async () => ({ status: 404, body: new Uint8Array() }),
): HttpClient {
  return async (request) => {
    const { url } = request;
    if (!(url in documents)) return elsewhere(request);
    const value = documents[url];
    return { status: 200, body: new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)) };
  };
}
const atIssuer = 'https://bank.example/.well-known/openid-credential-issuer/t/a';
const withServer = { [atIssuer]: issuerDocument(ISSUER, { authorization_servers: [SERVER] }) };
const read = (http: HttpClient, credentialIssuer = ISSUER) => fetchIssuerMetadata({ credentialIssuer, http });

const SERVER_PLACES = [
  'https://login.example/.well-known/oauth-authorization-server/realms/people',
  'https://login.example/realms/people/.well-known/openid-configuration',
  'https://login.example/realms/people/.well-known/oauth-authorization-server',
  'https://login.example/.well-known/openid-configuration/realms/people',
];

describe('metadata of an authorization server', () => {
  it.each(SERVER_PLACES)('is found at %s alone', async (place) => {
    const profile = await read(serve({ ...withServer, [place]: serverDocument() }));
    expect(profile.authorizationServer.issuer).toBe(SERVER);
  });

  it.each([
    ['a document of another', serverDocument('https://login.example/realms/peoplE')],
    ['a document of the same with a slash', serverDocument(`${SERVER}/`)],
    ['a page for people', '<!doctype html><title>Sign in</title>'],
    ['something else', { hello: 'world' }],
  ])('is looked for behind %s, which is never taken for it', async (_name, first) => {
    const [one = '', two = ''] = SERVER_PLACES;
    const profile = await read(serve({ ...withServer, [one]: first, [two]: serverDocument() }));
    expect(profile.authorizationServer.issuer).toBe(SERVER);
    await expect(read(serve({ ...withServer, [one]: first, [two]: first }))).rejects.toMatchObject({
      code: 'ERR_ISSUER_METADATA',
    });
  });

  it('that no place has is missing, and where one could not be asked that is an outage', async () => {
    await expect(read(serve(withServer))).rejects.toMatchObject({ code: 'ERR_ISSUER_METADATA' });
    const unreachable: HttpClient = async () => {
      throw new HolderError('ERR_HTTP_UNREACHABLE', 'down');
    };
    await expect(read(serve(withServer, unreachable))).rejects.toMatchObject({ code: 'ERR_HTTP_UNREACHABLE' });
    const third = { ...withServer, [SERVER_PLACES[2]!]: serverDocument() };
    expect((await read(serve(third, unreachable))).authorizationServer.issuer).toBe(SERVER);
  });
});

describe('metadata of an issuer', () => {
  it.each([
    ['inserted', ISSUER, atIssuer],
    ['appended', ISSUER, 'https://bank.example/t/a/.well-known/openid-credential-issuer'],
    ['inserted without the closing slash', `${ISSUER}/`, atIssuer],
    ['appended without it', `${ISSUER}/`, 'https://bank.example/t/a/.well-known/openid-credential-issuer'],
    ['at the root', 'https://bank.example/', 'https://bank.example/.well-known/openid-credential-issuer'],
  ])('is found %s', async (_name, issuer, place) => {
    const http = serve({
      [place]: issuerDocument(issuer, { authorization_servers: [SERVER] }),
      [SERVER_PLACES[0]!]: serverDocument(),
    });
    expect((await read(http, issuer)).credentialIssuer).toBe(issuer);
    // The slash is part of the name all the same.
    const other = issuer.endsWith('/') ? issuer.slice(0, -1) : `${issuer}/`;
    await expect(read(http, other)).rejects.toMatchObject({ code: 'ERR_ISSUER_METADATA' });
  });
});

describe('the name of an issuer', () => {
  const named = async (display: unknown, locale?: string) => {
    const server = { [SERVER_PLACES[0]!]: serverDocument() };
    const http = serve({ [atIssuer]: issuerDocument(ISSUER, { display, authorization_servers: [SERVER] }), ...server });
    const profile = await fetchIssuerMetadata({ credentialIssuer: ISSUER, http, ...(locale && { locale }) });
    return profile.name;
  };
  it.each([
    [
      'sv, then en',
      [
        { name: 'Nordbanken', locale: 'sv' },
        { name: 'Northern Bank', locale: 'en' },
      ],
      'Northern Bank',
    ],
    [
      'ar, then en-GB',
      [
        { name: 'بنك', locale: 'ar' },
        { name: 'The Bank', locale: 'en-GB' },
      ],
      'The Bank',
    ],
    ['only another language', [{ name: 'Nordbanken', locale: 'sv' }], 'Nordbanken'],
    ['one too long, then one that is not', [{ name: 'x'.repeat(250), locale: 'en' }, { name: 'Bank' }], 'Bank'],
    ['one that is no entry', [7, { name: 'Bank', locale: 'en' }], 'Bank'],
    ['none', null, 'bank.example'],
    ['a name that is null', [{ name: null, locale: 'en' }], 'bank.example'],
  ])('of %s', async (_name, display, expected) => {
    expect(await named(display)).toBe(expected);
  });

  it('is that of the wallet’s language', async () => {
    const display = [
      { name: 'Bank', locale: 'en' },
      { name: 'Banque', locale: 'fr-CH' },
      { name: 'Banque de France', locale: 'fr-FR' },
    ];
    expect(await named(display, 'fr-FR')).toBe('Banque de France');
    expect(await named(display, 'fr')).toBe('Banque');
    expect(await named(display, 'it')).toBe('Bank');
  });
});
