import { bytesToBase64Url, type JsonValue } from '@postern/primitives';
import { beforeAll, describe, expect, it } from 'vitest';

import { type JsonObject, signCompactJws } from '../jose/compact-jws.ts';
import { sha256 } from '../jose/jwk-thumbprint.ts';
import { createTestParty, type TestParty, testRandom } from '../testing/test-parties.ts';
import { presentSdJwtVc } from './present-sd-jwt-vc.ts';
import type { ClaimPath } from './select-disclosures.ts';
import { verifySdJwtVcPresentation } from './verify-sd-jwt-vc-presentation.ts';

const NOW = 1_790_000_000;
const AUDIENCE = 'x509_hash:abc';
const base = { audience: AUDIENCE, nonce: 'n-1', now: NOW };

let issuer: TestParty;
let holder: TestParty;
beforeAll(async () => {
  issuer = await createTestParty('ES256');
  holder = await createTestParty('EdDSA');
});

/** A disclosure and its digest. */
async function hide(...parts: JsonValue[]): Promise<{ text: string; digest: string }> {
  const salt = bytesToBase64Url(testRandom.bytes(16));
  const text = bytesToBase64Url(new TextEncoder().encode(JSON.stringify([salt, ...parts])));
  return { text, digest: bytesToBase64Url(await sha256(text)) };
}

async function issue(payload: JsonObject, disclosures: readonly string[], header: JsonObject = {}): Promise<string> {
  const jws = await signCompactJws({
    header: { typ: 'dc+sd-jwt', ...header },
    payload: { iss: 'https://bank.example', vct: 'https://bank.example/v', cnf: { jwk: holder.publicJwk }, ...payload },
    signer: issuer.signer,
  });
  return `${[jws, ...disclosures].join('~')}~`;
}

/** name (flat), address (nested: street and country hidden in a hidden object), two of three hidden nationalities. */
async function issueNested() {
  const name = await hide('name', 'Ada');
  const street = await hide('street', 'S1');
  const country = await hide('country', 'DE');
  const address = await hide('address', { locality: 'B', _sd: [street.digest, country.digest] });
  const [fr, it] = [await hide('FR'), await hide({ code: 'IT' })];
  const nationalities = ['GR', { '...': fr.digest }, { '...': it.digest }];
  const decoy = (await hide('decoy')).digest;
  const payload = { _sd_alg: 'sha-256', _sd: [decoy, name.digest, address.digest], nationalities };
  return issue(
    payload,
    [name, street, country, address, fr, it].map(({ text }) => text),
  );
}

const present = async (disclose: readonly ClaimPath[], more: object = {}) =>
  presentSdJwtVc({ token: await issueNested(), disclose, signer: holder.signer, ...base, ...more });
const verify = (presentation: string, more: object = {}) =>
  verifySdJwtVcPresentation({ presentation, ...base, resolveIssuerKey: async () => issuer.publicJwk, ...more });

describe('SD-JWT VC presentation', () => {
  it.each<[ClaimPath[], object]>([
    [[], { nationalities: ['GR'] }],
    [[['name']], { name: 'Ada', nationalities: ['GR'] }],
    [[['address', 'country']], { address: { locality: 'B', country: 'DE' }, nationalities: ['GR'] }],
    [[['address']], { address: { locality: 'B', street: 'S1', country: 'DE' }, nationalities: ['GR'] }],
    [[['nationalities', 1]], { nationalities: ['GR', 'FR'] }],
    [[['nationalities', 0]], { nationalities: ['GR'] }],
    [[['nationalities', null, 'code']], { nationalities: ['GR', { code: 'IT' }] }],
    [[['nationalities', null]], { nationalities: ['GR', 'FR', { code: 'IT' }] }],
  ])('shows %j and nothing else', async (disclose, shown) => {
    const { claims, holderJwk } = await verify(await present(disclose));
    const { iss: _iss, vct: _vct, cnf: _cnf, ...rest } = claims;
    expect(rest).toEqual(shown);
    expect(holderJwk).toEqual(holder.publicJwk);
  });

  it('refuses to show what is not there', async () => {
    for (const path of [['nom'], ['address', 'zip'], ['name', 'x'], ['nationalities', 3], ['nationalities', -1], []]) {
      await expect(present([path])).rejects.toMatchObject({ code: 'ERR_SD_JWT_CLAIM_MISSING' });
    }
  });

  it('is for one verifier, one request, now', async () => {
    const presentation = await present([['name']]);
    const cases: [object, string][] = [
      [{ audience: 'abc' }, 'ERR_SD_JWT_AUDIENCE'],
      [{ nonce: 'n-2' }, 'ERR_SD_JWT_NONCE'],
      [{ now: NOW + 301 }, 'ERR_SD_JWT_STALE'],
      [{ now: NOW - 61 }, 'ERR_SD_JWT_STALE'],
      [{ now: NOW + 11, maxAgeSeconds: 10 }, 'ERR_SD_JWT_STALE'],
    ];
    for (const [more, code] of cases) await expect(verify(presentation, more)).rejects.toMatchObject({ code });
  });

  it('holds exactly the disclosures that were bound', async () => {
    const parts = (await present([['name'], ['address']])).split('~');
    const fewer = [parts[0], ...parts.slice(2)].join('~');
    await expect(verify(fewer)).rejects.toMatchObject({ code: 'ERR_SD_JWT_KEY_BINDING' });
    const swapped = [parts[0], parts[2], parts[1], ...parts.slice(3)].join('~');
    await expect(verify(swapped)).rejects.toMatchObject({ code: 'ERR_SD_JWT_KEY_BINDING' });
    const unbound = `${parts.slice(0, -1).join('~')}~`;
    await expect(verify(unbound)).rejects.toMatchObject({ code: 'ERR_SD_JWT_KEY_BINDING' });
  });

  it('is signed by the holder key, as a key binding', async () => {
    const other = await createTestParty('EdDSA');
    const foreign = await present([], { signer: other.signer });
    await expect(verify(foreign)).rejects.toMatchObject({ code: 'ERR_SD_JWT_KEY_BINDING' });
    const token = await issueNested();
    const header = { typ: 'JWT', alg: 'EdDSA' };
    const payload = { iat: NOW, aud: AUDIENCE, nonce: 'n-1', sd_hash: bytesToBase64Url(await sha256(token)) };
    const untyped = token + (await signCompactJws({ header, payload, signer: holder.signer }));
    await expect(verify(untyped)).rejects.toMatchObject({ code: 'ERR_SD_JWT_KEY_BINDING' });
    const typed =
      token + (await signCompactJws({ header: { ...header, typ: 'kb+jwt' }, payload, signer: holder.signer }));
    await expect(verify(typed)).resolves.toMatchObject({ vct: 'https://bank.example/v' });
    const none = await issue({ cnf: undefined as never }, []);
    await expect(presentSdJwtVc({ token: none, disclose: [], signer: holder.signer, ...base })).rejects.toMatchObject({
      code: 'ERR_SD_JWT_KEY_BINDING',
    });
  });

  it('confirms exactly the transactions that were asked', async () => {
    const transactionData = ['eyJhIjoxfQ', 'eyJhIjoyfQ'];
    const presentation = await present([], { transactionData });
    await expect(verify(presentation, { transactionData })).resolves.toBeDefined();
    for (const asked of [undefined, [], ['eyJhIjoxfQ'], ['eyJhIjoxfQ', 'eyJhIjozfQ'], ['eyJhIjoxfQ==', 'eyJhIjoyfQ']]) {
      await expect(verify(presentation, { transactionData: asked })).rejects.toMatchObject({
        code: 'ERR_SD_JWT_TRANSACTION_DATA',
      });
    }
    await expect(verify(await present([]), { transactionData })).rejects.toMatchObject({
      code: 'ERR_SD_JWT_TRANSACTION_DATA',
    });
  });
});

describe('claims that stay in the clear', () => {
  it.each(['iss', 'nbf', 'exp', 'cnf', 'vct', 'vct#integrity', 'status', '_sd_alg'])(
    'refuses a hidden %s',
    async (name) => {
      const { text, digest } = await hide(name, 'x');
      const presentation = await presentSdJwtVc({
        token: await issue({ _sd: [digest] }, []),
        disclose: [],
        signer: holder.signer,
        ...base,
      });
      await expect(verify(presentation)).resolves.toBeDefined();
      const token = await issue({ _sd: [digest] }, [text]);
      await expect(presentSdJwtVc({ token, disclose: [], signer: holder.signer, ...base })).rejects.toMatchObject({
        code: 'ERR_SD_JWT_DISCLOSURE',
      });
    },
  );

  it('refuses anything hidden inside them', async () => {
    const { text, digest } = await hide('idx', 5);
    const token = await issue({ status: { status_list: { uri: 'https://x.example', _sd: [digest] } } }, [text]);
    await expect(presentSdJwtVc({ token, disclose: [], signer: holder.signer, ...base })).rejects.toMatchObject({
      code: 'ERR_SD_JWT_DISCLOSURE',
    });
  });

  it('reads validity after processing, and a name inside a claim is just a name', async () => {
    const inner = await hide('status', 'married');
    const token = await issue({ person: { _sd: [inner.digest] } }, [inner.text]);
    const options = { token, disclose: [['person', 'status']], signer: holder.signer, ...base };
    await expect(verify(await presentSdJwtVc(options))).resolves.toMatchObject({
      claims: { person: { status: 'married' } },
    });
    const late = await presentSdJwtVc({ ...options, token: await issue({ exp: NOW }, []), disclose: [] });
    await expect(verify(late)).rejects.toMatchObject({ code: 'ERR_SD_JWT_EXPIRED' });
    const early = await presentSdJwtVc({ ...options, token: await issue({ nbf: NOW + 61 }, []), disclose: [] });
    await expect(verify(early)).rejects.toMatchObject({ code: 'ERR_SD_JWT_NOT_YET_VALID' });
    const odd = await presentSdJwtVc({ ...options, token: await issue({ status: { other: 1 } }, []), disclose: [] });
    await expect(verify(odd)).rejects.toMatchObject({ code: 'ERR_SD_JWT_MALFORMED' });
  });
});

describe('disclosures', () => {
  const refused = async (payload: JsonObject, disclosures: readonly string[], code: string) => {
    const token = await issue(payload, disclosures);
    await expect(presentSdJwtVc({ token, disclose: [], signer: holder.signer, ...base })).rejects.toMatchObject({
      code,
    });
  };

  it('belong to exactly one digest each', async () => {
    const one = await hide('a', 1);
    await refused({}, [one.text], 'ERR_SD_JWT_DISCLOSURE');
    await refused({ _sd: [one.digest] }, [one.text, one.text], 'ERR_SD_JWT_DISCLOSURE');
    await refused({ _sd: [one.digest, one.digest] }, [one.text], 'ERR_SD_JWT_DIGEST_REPEATED');
    const item = await hide(1);
    const twice = { b: [{ '...': item.digest }], c: [{ '...': item.digest }] };
    await refused(twice, [item.text], 'ERR_SD_JWT_DIGEST_REPEATED');
    await refused({ _sd: ['x', 'x'] }, [], 'ERR_SD_JWT_DIGEST_REPEATED');
  });

  it('do not overwrite, collide, or stand in the wrong place', async () => {
    const [one, two, element] = [await hide('a', 1), await hide('a', 2), await hide(7)];
    await refused({ a: 0, _sd: [one.digest] }, [one.text], 'ERR_SD_JWT_DISCLOSURE');
    await refused({ _sd: [one.digest, two.digest] }, [one.text, two.text], 'ERR_SD_JWT_DISCLOSURE');
    await refused({ _sd: [element.digest] }, [element.text], 'ERR_SD_JWT_DISCLOSURE');
    await refused({ b: [{ '...': one.digest }] }, [one.text], 'ERR_SD_JWT_DISCLOSURE');
    await refused({ b: [{ '...': element.digest, c: 1 }] }, [element.text], 'ERR_SD_JWT_MALFORMED');
    await refused({ b: { '...': element.digest } }, [element.text], 'ERR_SD_JWT_MALFORMED');
    for (const name of ['_sd', '...']) {
      const bad = await hide(name, []);
      await refused({ _sd: [bad.digest] }, [bad.text], 'ERR_SD_JWT_DISCLOSURE');
    }
  });

  it('are digested with SHA-256 and written as arrays of two or three', async () => {
    await refused({ _sd_alg: 'sha-512' }, [], 'ERR_SD_JWT_MALFORMED');
    await refused({ _sd: 'x' }, [], 'ERR_SD_JWT_MALFORMED');
    await refused({ _sd: [1] }, [], 'ERR_SD_JWT_MALFORMED');
    for (const value of [[], ['s'], ['s', 1, 2], ['s', 'n', 1, 2], [1, 'n', 1], {}, 'x', null]) {
      const text = bytesToBase64Url(new TextEncoder().encode(JSON.stringify(value)));
      await refused({ _sd: [bytesToBase64Url(await sha256(text))] }, [text], 'ERR_SD_JWT_DISCLOSURE');
    }
    await refused({}, ['not base64url!'], 'ERR_SD_JWT_DISCLOSURE');
  });

  it('are digested as the top of the payload says, and nothing below says otherwise', async () => {
    const _sd_alg = 'sha-256';
    await refused({ a: { _sd_alg } }, [], 'ERR_SD_JWT_MALFORMED');
    await refused({ a: [{ b: { _sd_alg, _sd: [] } }] }, [], 'ERR_SD_JWT_MALFORMED');
    const disclosed = await hide('a', { _sd_alg, b: 1 });
    await refused({ _sd_alg, _sd: [disclosed.digest] }, [disclosed.text], 'ERR_SD_JWT_MALFORMED');
    const element = await hide({ b: { _sd_alg } });
    await refused({ a: [{ '...': element.digest }] }, [element.text], 'ERR_SD_JWT_MALFORMED');
    const inner = await hide('b', { _sd_alg });
    const outer = await hide('a', { _sd: [inner.digest] });
    await refused({ _sd: [outer.digest] }, [inner.text, outer.text], 'ERR_SD_JWT_MALFORMED');
    const named = await hide('_sd_alg', 'sha-256');
    await refused({ a: { _sd: [named.digest] } }, [named.text], 'ERR_SD_JWT_DISCLOSURE');
    const text = await hide('a', '_sd_alg');
    const token = await issue({ _sd_alg, _sd: [text.digest] }, [text.text]);
    await expect(
      presentSdJwtVc({ token, disclose: [['a']], signer: holder.signer, ...base }).then(verify),
    ).resolves.toMatchObject({ claims: { a: '_sd_alg' } });
  });

  it('are read strictly', async () => {
    for (const json of ['["s","n",{"a":1,"a":2}]', '["s","n",{"__proto__":1}]', '["s","n",1e999]', '["s","n",1]x']) {
      const text = bytesToBase64Url(new TextEncoder().encode(json));
      await refused({ _sd: [bytesToBase64Url(await sha256(text))] }, [text], 'ERR_SD_JWT_DISCLOSURE');
    }
  });

  it('name no member that reaches a prototype', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      const { text, digest } = await hide(name, { exp: 9_999_999_999 });
      await refused({ _sd: [digest] }, [text], 'ERR_SD_JWT_DISCLOSURE');
    }
  });

  it('belong to a credential of the one type', async () => {
    for (const typ of ['vc+sd-jwt', 'JWT', 'application/dc+sd-jwt', 'kb+jwt']) {
      const token = await issue({}, [], { typ });
      const shown = await presentSdJwtVc({ token, disclose: [], signer: holder.signer, ...base });
      await expect(verify(shown)).rejects.toMatchObject({ code: 'ERR_JWS_TYPE' });
    }
  });

  it('nest no deeper than the stack allows', async () => {
    const disclosures: string[] = [];
    let digest = 'leaf';
    for (let depth = 0; depth < 900; depth += 1) {
      const next = await hide('a', { _sd: [digest] });
      disclosures.push(next.text);
      digest = next.digest;
    }
    await refused({ _sd: [digest] }, disclosures, 'ERR_SD_JWT_DISCLOSURE');
  });
});
