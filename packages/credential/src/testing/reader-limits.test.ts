import { bytesToBase64Url } from '@postern/primitives';
import { beforeAll, describe, expect, it } from 'vitest';

import { createDidConfiguration, verifyDidConfiguration } from '../did/did-configuration.ts';
import { parseDidDocument } from '../did/parse-did-document.ts';
import { resolveDid } from '../did/resolve-did.ts';
import { fetchIssuerKeys } from '../issuer-key/fetch-issuer-keys.ts';
import { decryptCompactJwe } from '../jose/compact-jwe.ts';
import { MAX_JWS_LENGTH, parseCompactJws, signCompactJws } from '../jose/compact-jws.ts';
import { parseSdJwt, SD_JWT_LIMITS } from '../sd-jwt/parse-sd-jwt.ts';
import { pipe, unpack } from '../status/bitstring-status-list.ts';
import { fetchTypeMetadata } from '../type-metadata/fetch-type-metadata.ts';
import { verifyVpJwt } from '../vp-jwt/verify-vp-jwt.ts';
import { createTestWorld, NOW, type TestWorld } from './test-world.ts';

/** What is read up to a number of something, and refused with a code one above it. */
type Limit = { limit: number; read: (size: number) => unknown; code: string };

let world: TestWorld;
const limits = new Map<string, Limit>();
const encode = (value: unknown) => bytesToBase64Url(new TextEncoder().encode(JSON.stringify(value)));
const many = <Item>(count: number, make: (index: number) => Item) => Array.from({ length: count }, (_, at) => make(at));
/** JSON of exactly so many characters. */
const padded = (value: object, length: number) => {
  const text = JSON.stringify({ ...value, padding: '' });
  return text.replace('"padding":""', `"padding":"${'a'.repeat(length - text.length)}"`);
};
const serve = (text: string) => ({ fetchText: async () => ({ status: 200, text }), allowLoopbackHttp: false });

beforeAll(async () => {
  world = await createTestWorld();
  const { bank, holder, clock } = world;
  const did = 'did:web:bank.example';
  const vct = 'https://bank.example/v';
  const issuer = 'https://bank.example';
  const methods = (count: number) => ({
    id: did,
    verificationMethod: many(count, (at) => ({ id: `#${at}`, type: 'JsonWebKey', publicKeyJwk: bank.publicJwk })),
  });
  const keys = (count: number) => ({
    issuer,
    jwks: { keys: many(count, (at) => ({ ...bank.publicJwk, kid: `${at}` })) },
  });
  const claims = (count: number) => ({ vct, claims: many(count, (at) => ({ path: [`c${at}`] })) });
  const labels = (count: number) => ({
    vct,
    claims: [{ path: ['a'], display: many(count, () => ({ locale: 'en', label: 'A' })) }],
  });
  const readDocument = (text: string) => parseDidDocument({ did, text });
  const readKeys = (text: string) => fetchIssuerKeys({ issuer, ...serve(text) });
  const readType = (text: string) => fetchTypeMetadata({ vct, ...serve(text) });
  const members = (count: number) => ({ list: many(count - 1, () => 0) });
  const malformed = 'ERR_JWS_MALFORMED';
  const signature = encode('a').slice(0, 4);
  limits.set('characters of a JWS', {
    limit: MAX_JWS_LENGTH,
    // Base64url has no text of every length, and the signature takes what is left.
    read: (size) => {
      const start = `${encode({})}.${encode({})}.`;
      return parseCompactJws(start + 'A'.repeat(size - start.length));
    },
    code: malformed,
  });
  limits.set('members of a JWS payload', {
    limit: 10_000,
    read: (size) => parseCompactJws(`${encode({})}.${encode(members(size))}.${signature}`),
    code: malformed,
  });
  limits.set('characters of an SD-JWT', {
    limit: SD_JWT_LIMITS.maxLength,
    read: (size) => parseSdJwt(`a~${'b'.repeat(size - 3)}~`),
    code: 'ERR_SD_JWT_MALFORMED',
  });
  limits.set('disclosures of an SD-JWT', {
    limit: SD_JWT_LIMITS.maxDisclosures,
    read: (size) => parseSdJwt(`a~${'b~'.repeat(size)}`),
    code: 'ERR_SD_JWT_MALFORMED',
  });
  limits.set('characters of a DID', {
    limit: 2000,
    read: (size) =>
      resolveDid({
        did: `did:web:${'a'.repeat(size - 8)}`,
        ...serve(JSON.stringify({ id: `did:web:${'a'.repeat(size - 8)}` })),
      }),
    code: 'ERR_DID_MALFORMED',
  });
  const document = 'ERR_DID_DOCUMENT';
  limits.set('characters of a DID document', {
    limit: 100_000,
    read: (size) => readDocument(padded({ id: did }, size)),
    code: document,
  });
  limits.set('methods of a DID document', {
    limit: 64,
    read: (size) => readDocument(JSON.stringify(methods(size))),
    code: document,
  });
  limits.set('relations of a DID document', {
    limit: 64,
    read: (size) => readDocument(JSON.stringify({ ...methods(1), assertionMethod: many(size, () => '#0') })),
    code: document,
  });
  const metadata = 'ERR_ISSUER_KEY_METADATA';
  limits.set('characters of issuer metadata', {
    limit: 200_000,
    read: (size) => readKeys(padded(keys(1), size)),
    code: metadata,
  });
  limits.set('keys of an issuer', { limit: 100, read: (size) => readKeys(JSON.stringify(keys(size))), code: metadata });
  const type = 'ERR_TYPE_METADATA_MALFORMED';
  limits.set('characters of type metadata', {
    limit: 200_000,
    read: (size) => readType(padded({ vct }, size)),
    code: type,
  });
  limits.set('claims of a type', { limit: 500, read: (size) => readType(JSON.stringify(claims(size))), code: type });
  limits.set('labels of a claim', { limit: 100, read: (size) => readType(JSON.stringify(labels(size))), code: type });
  const linked = await createDidConfiguration({
    ...{ did: bank.did, kid: bank.kid, signer: bank.signer, origin: issuer, issuedAt: NOW, expiresAt: NOW + 9 },
  });
  const [link] = linked.linked_dids as string[];
  limits.set('links of a DID configuration', {
    limit: 20,
    read: (size) => {
      const text = JSON.stringify({ ...linked, linked_dids: many(size, () => link) });
      return verifyDidConfiguration({ text, did: bank.did, origin: issuer, resolveDid: world.resolveDid, clock });
    },
    code: 'ERR_DID_CONFIGURATION',
  });
  const credential = await signCompactJws({
    header: {},
    payload: { sub: holder.did, vc: { credentialSubject: { id: holder.did } } },
    signer: bank.signer,
  });
  limits.set('credentials of a presentation', {
    limit: 32,
    read: async (size) => {
      const vp = {
        '@context': ['https://www.w3.org/2018/credentials/v1'],
        type: ['VerifiablePresentation'],
        verifiableCredential: many(size, () => credential),
      };
      const jwt = await signCompactJws({
        header: { typ: 'JWT', kid: holder.kid },
        payload: { iss: holder.did, aud: 'a', nonce: 'n', iat: NOW, vp },
        signer: holder.signer,
      });
      return verifyVpJwt({ jwt, audience: 'a', nonce: 'n', now: NOW, resolveDid: world.resolveDid });
    },
    code: 'ERR_VP_JWT_MALFORMED',
  });
  limits.set('bytes of an unpacked list', {
    limit: 1000,
    read: async (size) => unpack(await pipe(new Uint8Array(size), new CompressionStream('gzip')), 'gzip', 1000),
    code: 'ERR_STATUS_LIST_TOO_LARGE',
  });
});

const NAMES = [
  'characters of a JWS',
  'members of a JWS payload',
  'characters of an SD-JWT',
  'disclosures of an SD-JWT',
  'characters of a DID',
  'characters of a DID document',
  'methods of a DID document',
  'relations of a DID document',
  'characters of issuer metadata',
  'keys of an issuer',
  'characters of type metadata',
  'claims of a type',
  'labels of a claim',
  'links of a DID configuration',
  'credentials of a presentation',
  'bytes of an unpacked list',
];

describe.each(NAMES)('%s', (name) => {
  it('are read up to the limit and refused one above', async () => {
    const { limit, read, code } = limits.get(name)!;
    await expect((async () => read(limit))()).resolves.not.toThrow();
    await expect((async () => read(limit + 1))()).rejects.toMatchObject({ code });
  });
});

describe('characters of a JWE', () => {
  it('beyond the limit are not looked at', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
    const read = (size: number) => {
      const start = `${encode({ alg: 'x' })}..A.A.`;
      return decryptCompactJwe({ jwe: start + 'A'.repeat(size - start.length), privateKey: pair.privateKey, kid: 'e' });
    };
    await expect(read(1_000_001)).rejects.toMatchObject({ code: 'ERR_JWE_MALFORMED' });
  });
});

it('every limit that is set up is tested', () => {
  expect([...limits.keys()].toSorted()).toEqual(NAMES.toSorted());
});
