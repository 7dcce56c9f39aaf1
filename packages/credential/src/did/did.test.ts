import { bytesToBase64Url, deriveEd25519PublicKey, deriveSecp256k1PublicKey, hexToBytes } from '@postern/primitives';
import { base58 } from '@scure/base';
import { beforeAll, describe, expect, it } from 'vitest';

import { signCompactJws } from '../jose/compact-jws.ts';
import type { PublicJwk } from '../jose/public-jwk.ts';
import { createTestParty, type TestParty } from '../testing/test-parties.ts';
import { createDidConfiguration, verifyDidConfiguration } from './did-configuration.ts';
import { selectDidKey } from './did-document.ts';
import { didJwkAsWritten, didJwkFromPublicJwk, resolveDidJwk } from './did-jwk.ts';
import { didKeyFromPublicJwk, didKeyUrl } from './did-key.ts';
import { parseDidDocument } from './parse-did-document.ts';
import { createDidResolver, resolveDid } from './resolve-did.ts';

const b64 = bytesToBase64Url;
const offline = async () => {
  throw new Error('no network');
};
const resolve = (did: string, more: object = {}) =>
  resolveDid({ did, fetchText: offline, allowLoopbackHttp: false, ...more });

/** Vectors of https://github.com/w3c-ccg/did-method-key/tree/main/test-vectors (W3C Software and Document Licence). */
const DID_KEYS: [string, PublicJwk][] = [
  [
    'did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv',
    {
      kty: 'EC',
      crv: 'P-256',
      x: 'igrFmi0whuihKnj9R3Om1SoMph72wUGeFaBbzG2vzns',
      y: 'efsX5b10x8yjyrj4ny3pGfLcY7Xby1KzgqOdqnsrJIM',
    },
  ],
  [
    'did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169',
    {
      kty: 'EC',
      crv: 'P-256',
      x: 'fyNYMN0976ci7xqiSdag3buk-ZCwgXU4kz9XNkBlNUI',
      y: 'hW2ojTNfH7Jbi8--CJUo3OCbH3y5n91g-IMA9MLMbTU',
    },
  ],
  ['did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp', ed25519Of('00'.repeat(32))],
  ['did:key:z6MkwW6aqMnjgrhJXFUko3NnZPGzVpkNzhYK7yEhnsibmLwL', ed25519Of(`${'00'.repeat(31)}04`)],
  [
    'did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme',
    secp256k1Of('9085d2bef69286a6cbb51623c8fa258629945cd55ca705cc4e66700396894e0c'),
  ],
  [
    'did:key:zQ3shadCps5JLAHcZiuX5YUtWHHL8ysBJqFLWvjZDKAWUBGzy',
    secp256k1Of('c0a6a7c560d37d7ba81ecee9543721ff48fea3e0fb827d42c1868226540fac15'),
  ],
];

function ed25519Of(seed: string): PublicJwk {
  return { kty: 'OKP', crv: 'Ed25519', x: b64(deriveEd25519PublicKey(hexToBytes(seed))) };
}
function secp256k1Of(seed: string): PublicJwk {
  const { x, y } = deriveSecp256k1PublicKey(hexToBytes(seed));
  return { kty: 'EC', crv: 'secp256k1', x: b64(x), y: b64(y) };
}

describe('did:key', () => {
  it.each(DID_KEYS)('%s is its key, both ways', async (did, publicJwk) => {
    expect(didKeyFromPublicJwk(publicJwk)).toBe(did);
    const { keys } = await resolve(did);
    expect(keys).toEqual([{ id: didKeyUrl(did), publicJwk }]);
  });

  it('is refused for other curves, bases, lengths and points', async () => {
    const [p256] = DID_KEYS[0]!;
    const others = [
      'did:key:z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9',
      'did:key:z6LShs9GGnqk85isEBzzshkuVWrVKsRp24GnDuHk8QWkARMW',
      'did:key:uEiB',
      'did:key:z',
      'did:key:z0OIl',
      `did:key:z${base58.encode(Uint8Array.of(0x80, 0x24, 2, ...new Uint8Array(32).fill(0xff)))}`,
      `${p256}1`,
      `did:key:z${'2'.repeat(5000)}`,
    ];
    for (const did of others) await expect(resolve(did)).rejects.toMatchObject({ code: 'ERR_DID_MALFORMED' });
  });
});

describe('did:jwk', () => {
  /** Example of https://github.com/quartzjer/did-jwk/blob/main/spec.md. */
  const example =
    'did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAiLCJ5' +
    'IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9';

  it('is that of the method specification', () => {
    const publicJwk = {
      kty: 'EC',
      crv: 'P-256',
      x: 'acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0',
      y: '_KcyLj9vWMptnmKtm46GqDz8wf74I5LKgrl2GzH3nSE',
    } as const;
    expect(resolveDidJwk(example).keys).toEqual([{ id: `${example}#0`, publicJwk }]);
    expect(didJwkFromPublicJwk(publicJwk)).toBe(example);
  });

  it('is refused with a private key, and asserts nothing with a key for encryption', () => {
    const did = (jwk: object) => `did:jwk:${b64(new TextEncoder().encode(JSON.stringify(jwk)))}`;
    const [, p256] = DID_KEYS[0]!;
    for (const jwk of [{ ...p256, d: 'AA' }, { kty: 'oct', k: 'AA' }, { kty: 'OKP', crv: 'X25519', x: p256.x }, []]) {
      expect(() => resolveDidJwk(did(jwk))).toThrow(expect.objectContaining({ code: 'ERR_DID_MALFORMED' }));
    }
    expect(resolveDidJwk(did({ ...p256, use: 'enc' })).keys).toEqual([]);
  });
});

describe('did:pkh', () => {
  it('names an account and holds no key', async () => {
    const did = 'did:pkh:eip155:1:0xb9c5714089478a327f09197987f16f9e5d936e8a';
    const resolved = await resolve(did);
    expect(resolved.keys).toEqual([]);
    expect(() => selectDidKey({ resolved, kid: `${did}#blockchainAccountId` })).toThrow(
      expect.objectContaining({ code: 'ERR_DID_KEY_NOT_FOUND' }),
    );
    await expect(resolve('did:pkh:eip155:0xabc')).rejects.toMatchObject({ code: 'ERR_DID_MALFORMED' });
  });
});

describe('other methods', () => {
  it('are those that the caller plugs, for their own DIDs', async () => {
    const resolved = { id: 'did:ethr:0x01', keys: [], document: {} };
    const methods = { ethr: async () => resolved };
    await expect(resolve('did:ethr:0x01', { methods })).resolves.toBe(resolved);
    await expect(resolve('did:ethr:0x02', { methods })).rejects.toMatchObject({ code: 'ERR_DID_DOCUMENT' });
    for (const did of ['did:ion:x', 'did:constructor:x']) {
      await expect(resolve(did, { methods })).rejects.toMatchObject({ code: 'ERR_DID_METHOD' });
    }
    for (const did of [
      '',
      'did:',
      'did:web:',
      'did:web:a#b',
      'did:web:a?b',
      'did:WEB:a',
      `did:web:${'a'.repeat(3000)}`,
    ]) {
      await expect(resolve(did)).rejects.toMatchObject({ code: 'ERR_DID_MALFORMED' });
    }
  });
});

describe('DID document', () => {
  const did = 'did:web:bank.example';
  const [[, p256], [, ed], [secpDid, secp]] = [DID_KEYS[0]!, DID_KEYS[2]!, DID_KEYS[4]!];
  const method = (name: string, more: object) => ({ id: `${did}#${name}`, type: 'Multikey', controller: did, ...more });
  const parse = (change: object) => parseDidDocument({ did, text: JSON.stringify({ id: did, ...change }) });

  it('yields its own keys, each for its purpose', () => {
    const resolved = parse({
      verificationMethod: [
        method('jwk', { publicKeyJwk: p256 }),
        method('multi', { publicKeyMultibase: didKeyFromPublicJwk(ed).slice(8) }),
        method('hex', { type: 'EcdsaSecp256k1VerificationKey2019', publicKeyHex: compress(secp) }),
        method('unlisted', { publicKeyJwk: p256 }),
        method('other-controller', { publicKeyJwk: p256, controller: 'did:web:other.example' }),
        { ...method('x', { publicKeyJwk: p256 }), id: `${secpDid}#key` },
        method('private', { publicKeyJwk: { ...p256, d: 'AA' } }),
        method('encryption', { publicKeyJwk: { ...p256, use: 'enc' } }),
      ],
      assertionMethod: [
        '#jwk',
        `${did}#multi`,
        `${did}#hex`,
        `${did}#other-controller`,
        `${secpDid}#key`,
        `${did}#private`,
        `${did}#encryption`,
        method('embedded', { publicKeyJwk: ed }),
        '#missing',
      ],
      authentication: ['#unlisted'],
    });
    expect(resolved.keys).toEqual([
      { id: `${did}#jwk`, publicJwk: p256 },
      { id: `${did}#multi`, publicJwk: ed },
      { id: `${did}#hex`, publicJwk: secp },
      { id: `${did}#embedded`, publicJwk: ed },
    ]);
    expect(selectDidKey({ resolved, kid: '#jwk' })).toEqual(p256);
    const purpose = 'authentication';
    expect(selectDidKey({ resolved, kid: '#unlisted', purpose })).toEqual(p256);
    for (const options of [{ kid: '#unlisted' }, { kid: '#jwk', purpose } as const, { kid: undefined }, { kid: 1 }]) {
      expect(() => selectDidKey({ resolved, ...options })).toThrow(
        expect.objectContaining({ code: 'ERR_DID_KEY_NOT_FOUND' }),
      );
    }
  });

  it('tells when a key ended, and yields none that was revoked', () => {
    const resolved = parse({
      verificationMethod: [
        method('old', { publicKeyJwk: p256, expires: '2026-01-01T00:00:00Z' }),
        method('odd', { publicKeyJwk: p256, expires: 'soon' }),
        method('stolen', { publicKeyJwk: p256, revoked: '2099-01-01T00:00:00Z' }),
      ],
      assertionMethod: ['#old', '#odd', '#stolen'],
    });
    const endsAt = Date.UTC(2026, 0, 1) / 1000;
    expect(resolved.keys).toEqual([{ id: `${did}#old`, publicJwk: p256, endsAt }]);
    expect(selectDidKey({ resolved, kid: '#old', signedAt: endsAt - 1 })).toEqual(p256);
    for (const signedAt of [endsAt, endsAt + 1, undefined]) {
      expect(() => selectDidKey({ resolved, kid: '#old', signedAt })).toThrow(
        expect.objectContaining({ code: 'ERR_DID_KEY_RETIRED' }),
      );
    }
  });

  it('is refused when of another DID, ambiguous or odd', () => {
    const twice = { verificationMethod: [method('a', { publicKeyJwk: p256 }), method('a', { publicKeyJwk: ed })] };
    const many = { verificationMethod: Array.from({ length: 65 }, (_, index) => method(`k${index}`, {})) };
    for (const change of [{ id: 'did:web:other.example' }, { id: 1 }, twice, many, { assertionMethod: {} }]) {
      expect(() => parse(change)).toThrow(expect.objectContaining({ code: 'ERR_DID_DOCUMENT' }));
    }
    for (const text of ['', '[]', `{"id":"${did}","id":"${did}"}`, `{"id":"${did}","a":"${'x'.repeat(200_000)}"}`]) {
      expect(() => parseDidDocument({ did, text })).toThrow(expect.objectContaining({ code: 'ERR_DID_DOCUMENT' }));
    }
  });
});

describe('DID resolver', () => {
  const did = 'did:web:bank.example';
  const world = () => {
    const state = { now: 1000, fetches: 0, answer: async () => ({ status: 200, text: JSON.stringify({ id: did }) }) };
    const fetchText = async () => {
      state.fetches += 1;
      return state.answer();
    };
    return {
      state,
      resolve: createDidResolver({ fetchText, clock: { now: () => state.now }, allowLoopbackHttp: false }),
    };
  };
  const down = async () => ({ status: 503, text: '' });

  it('asks once at a time, and again after a short life', async () => {
    const { state, resolve: cached } = world();
    await Promise.all([cached(did), cached(did), cached(did)]);
    state.now += 299;
    await cached(did);
    expect(state.fetches).toBe(1);
    state.now += 1;
    await cached(did);
    expect(state.fetches).toBe(2);
  });

  it('stands in with the last good document for a bounded time only', async () => {
    const { state, resolve: cached } = world();
    await cached(did);
    state.answer = down;
    state.now += 3599;
    await expect(cached(did)).resolves.toMatchObject({ id: did });
    state.now += 1;
    await expect(cached(did)).rejects.toMatchObject({ code: 'ERR_DID_UNREACHABLE' });
    state.now = 500;
    await expect(cached(did)).rejects.toMatchObject({ code: 'ERR_DID_UNREACHABLE' });
  });

  it.each([
    ['ERR_DID_DOCUMENT', async () => ({ status: 200, text: '{"id":"did:web:evil.example"}' })],
    ['ERR_DID_NOT_FOUND', async () => ({ status: 410, text: '' })],
  ])('ends with %s at once', async (code, answer) => {
    const { state, resolve: cached } = world();
    await cached(did);
    state.answer = answer;
    state.now += 300;
    await expect(cached(did)).rejects.toMatchObject({ code });
    state.answer = down;
    state.now += 11;
    await expect(cached(did)).rejects.toMatchObject({ code: 'ERR_DID_UNREACHABLE' });
  });

  it('remembers a failure briefly', async () => {
    const { state, resolve: cached } = world();
    const good = state.answer;
    state.answer = down;
    await expect(cached(did)).rejects.toMatchObject({ code: 'ERR_DID_UNREACHABLE' });
    state.answer = good;
    state.now += 9;
    await expect(cached(did)).rejects.toMatchObject({ code: 'ERR_DID_UNREACHABLE' });
    expect(state.fetches).toBe(1);
    state.now += 1;
    await expect(cached(did)).resolves.toMatchObject({ id: did });
  });
});

describe('well-known DID configuration', () => {
  const NOW = 1_790_000_000;
  const origin = 'https://bank.example';
  let bank: TestParty;
  beforeAll(async () => {
    bank = await createTestParty('ES256');
  });
  const create = () => createDidConfiguration({ ...bank, origin, issuedAt: NOW, expiresAt: NOW + 100 });
  const verify = (configuration: unknown, more: object = {}) =>
    verifyDidConfiguration({
      text: JSON.stringify(configuration),
      did: bank.did,
      origin,
      resolveDid: async (did) => resolve(did),
      clock: { now: () => NOW },
      ...more,
    });

  it('links an origin to a DID', async () => {
    const configuration = await create();
    await expect(verify(configuration)).resolves.toBeUndefined();
    const [jwt] = configuration.linked_dids as [string];
    expect(Object.keys(JSON.parse(Buffer.from(jwt.split('.')[0]!, 'base64url').toString()))).toEqual(['alg', 'kid']);
  });

  it('may be of the draft, with a slash after the origin', async () => {
    const draft = 'https://identity.foundation/.well-known/contexts/did-configuration-v0.0.jsonld';
    const [jwt] = (await create()).linked_dids as [string];
    const payload = JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString());
    const linked = async (at: string) => {
      const vc = { ...payload.vc, '@context': ['https://www.w3.org/2018/credentials/v1', draft] };
      const own = { ...payload, vc: { ...vc, credentialSubject: { ...vc.credentialSubject, origin: at } } };
      const { kid, signer } = bank;
      return verify({
        '@context': draft,
        linked_dids: [await signCompactJws({ header: { kid }, payload: own, signer })],
      });
    };
    await expect(linked(`${origin}/`)).resolves.toBeUndefined();
    for (const at of [`${origin}/path`, `${origin}//`, 'https://other.example/', 'x']) {
      await expect(linked(at)).rejects.toMatchObject({ code: 'ERR_DID_CONFIGURATION_NOT_LINKED' });
    }
  });

  it('does not link another origin, DID, key or time', async () => {
    const configuration = await create();
    const other = await createTestParty('ES256');
    const code = 'ERR_DID_CONFIGURATION_NOT_LINKED';
    const clock = { now: () => NOW + 100 };
    for (const more of [{ origin: 'http://bank.example' }, { did: other.did }, { clock }]) {
      await expect(verify(configuration, more)).rejects.toMatchObject({ code });
    }
    const forged = await createDidConfiguration({
      ...bank,
      signer: other.signer,
      origin,
      issuedAt: NOW,
      expiresAt: NOW + 100,
    });
    await expect(verify(forged)).rejects.toMatchObject({ code });
    const [jwt] = configuration.linked_dids as [string];
    const payload = JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString());
    const typed = await signCompactJws({ header: { kid: bank.kid, typ: 'JWT' }, payload, signer: bank.signer });
    await expect(verify({ ...configuration, linked_dids: [typed] })).rejects.toMatchObject({ code });
    await expect(verify({ ...configuration, linked_dids: [typed, {}, jwt] })).resolves.toBeUndefined();
  });

  it('is refused when malformed', async () => {
    for (const value of [{}, { linked_dids: [] }, { '@context': 'x', linked_dids: ['x'] }, [], 'x']) {
      await expect(verify(value)).rejects.toMatchObject({ code: 'ERR_DID_CONFIGURATION' });
    }
  });
});

function compress(jwk: PublicJwk): string {
  const { x, y } = jwk as { x: string; y: string };
  const odd = Buffer.from(y, 'base64url')[31]! & 1;
  return `0${odd === 1 ? 3 : 2}${Buffer.from(x, 'base64url').toString('hex')}`;
}

describe('did:jwk of a key that somebody else wrote', () => {
  it('keeps the order of its members, which is part of the DID, and nothing else', () => {
    const [, publicJwk] = DID_KEYS[0]!;
    const { kty, crv, x, y } = publicJwk as { kty: string; crv: string; x: string; y: string };
    const decode = (did: string) => Buffer.from(did.slice('did:jwk:'.length), 'base64url').toString();
    const written = didJwkAsWritten({ kty, kid: 'own', y, x, crv });
    expect(decode(written)).toBe(JSON.stringify({ kty, y, x, crv }));
    expect(resolveDidJwk(written).keys[0]?.publicJwk).toEqual(publicJwk);
    expect(didJwkAsWritten({ crv, kty, x, y })).toBe(didJwkFromPublicJwk(publicJwk));
    expect(() => didJwkAsWritten({ kty, crv, x, y, d: 'AA' })).toThrow();
  });
});
