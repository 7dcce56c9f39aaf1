import { describe, expect, it } from 'vitest';

import { parseCompactJws } from '../jose/compact-jws.ts';
import { createTestParty, testRandom as random } from '../testing/test-parties.ts';
import { createSdJwtVc } from './create-sd-jwt-vc.ts';
import { verifySdJwtVc } from './verify-sd-jwt-vc.ts';

const NOW = 1_790_000_000;

async function issue(more: object = {}) {
  const party = await createTestParty('ES256');
  const token = await createSdJwtVc({
    issuer: 'https://bank.example',
    vct: 'https://bank.example/v',
    claims: { name: 'Ada', country: 'DE' },
    holderJwk: party.publicJwk,
    status: { uri: 'https://bank.example/status', index: 1 },
    issuedAt: NOW,
    expiresAt: NOW + 100,
    kid: 'key-1',
    signer: party.signer,
    random,
    ...more,
  });
  const [jws, ...rest] = token.split('~') as [string, ...string[]];
  const disclosures = rest
    .slice(0, -1)
    .map((text) => JSON.parse(Buffer.from(text, 'base64url').toString()) as string[]);
  return { token, party, ...parseCompactJws(jws), disclosures };
}

describe('an issued SD-JWT VC', () => {
  it('has a fresh salt of 128 bits for each claim, so that no two copies share a digest', async () => {
    const [first, second] = [await issue(), await issue()];
    const salts = [...first.disclosures, ...second.disclosures].map(([salt]) => salt!);
    expect(new Set(salts).size).toBe(4);
    for (const salt of salts) expect(Buffer.from(salt, 'base64url')).toHaveLength(16);
    const digests = [...(first.payload._sd as string[]), ...(second.payload._sd as string[])];
    expect(new Set(digests).size).toBe(4);
  });

  it('hides how many claims there are behind decoys', async () => {
    const { token, party, payload, disclosures } = await issue({ decoys: 5 });
    expect(payload._sd).toHaveLength(7);
    expect(disclosures).toHaveLength(2);
    const options = { token, resolveIssuerKey: async () => party.publicJwk, clock: { now: () => NOW } };
    const verified = await verifySdJwtVc({ ...options, expectedVct: 'https://bank.example/v' });
    expect(verified.claims).toMatchObject({ name: 'Ada', country: 'DE' });
  });

  it('hides no claim that must stay in the clear', async () => {
    for (const name of [
      'iss',
      'iat',
      'nbf',
      'exp',
      'cnf',
      'vct',
      'vct#integrity',
      'status',
      'aka_vcts',
      '_sd',
      '...',
      '_sd_alg',
    ]) {
      await expect(issue({ claims: { [name]: 'x' } })).rejects.toMatchObject({ code: 'ERR_SD_JWT_MALFORMED' });
    }
  });

  it('hides the members of a group each on its own, and a list in one piece', async () => {
    const claims = { address: { street: 'S1', country: 'DE', geo: { x: 1 } }, nationalities: ['GR', 'DE'] };
    const { token, party, payload, disclosures } = await issue({ claims });
    expect(payload).not.toHaveProperty('address');
    expect(payload._sd).toHaveLength(2);
    const names = disclosures.map(([, name]) => name).toSorted();
    expect(names).toEqual(['address', 'country', 'geo', 'nationalities', 'street', 'x']);
    const [, , hidden] = disclosures.find(([, name]) => name === 'address')!;
    expect(hidden).toEqual({ _sd: [expect.any(String), expect.any(String), expect.any(String)] });
    const options = { token, resolveIssuerKey: async () => party.publicJwk, clock: { now: () => NOW } };
    const verified = await verifySdJwtVc({ ...options, expectedVct: 'https://bank.example/v' });
    expect(verified.claims).toMatchObject(claims);
    for (const name of ['_sd', '_sd_alg', '...', '__proto__']) {
      const spoiled = JSON.parse(`{"address":{"a":{"${name}":[]}}}`);
      await expect(issue({ claims: spoiled })).rejects.toMatchObject({ code: 'ERR_SD_JWT_MALFORMED' });
    }
  });

  it('names its type with integrity and its key by certificate when told', async () => {
    const { header, payload } = await issue({ x5c: ['AA=='], vctIntegrity: 'sha256-x', algorithm: 'ES256' });
    expect(header).toEqual({ alg: 'ES256', typ: 'dc+sd-jwt', kid: 'key-1', x5c: ['AA=='] });
    expect(payload['vct#integrity']).toBe('sha256-x');
    expect(Object.keys(payload).toSorted()).toEqual(
      ['_sd', '_sd_alg', 'cnf', 'exp', 'iat', 'iss', 'status', 'vct', 'vct#integrity'].toSorted(),
    );
  });
});

describe('types of an SD-JWT VC', () => {
  it('are vct and aka_vcts', async () => {
    const { signCompactJws } = await import('../jose/compact-jws.ts');
    const party = await createTestParty('ES256');
    const sign = async (claims: object) => {
      const payload = { iss: 'https://bank.example', vct: 'urn:a:1', ...claims };
      return `${await signCompactJws({ header: { typ: 'dc+sd-jwt' }, payload, signer: party.signer })}~`;
    };
    const verify = (token: string, expectedVct: string) =>
      verifySdJwtVc({ token, resolveIssuerKey: async () => party.publicJwk, clock: { now: () => NOW }, expectedVct });
    const token = await sign({ aka_vcts: ['urn:a'] });
    await expect(verify(token, 'urn:a')).resolves.toMatchObject({ types: ['urn:a:1', 'urn:a'] });
    await expect(verify(token, 'urn:b')).rejects.toMatchObject({ code: 'ERR_SD_JWT_TYPE' });
    for (const others of [[], ['urn:a:1'], 'urn:a', [1]]) {
      await expect(verify(await sign({ aka_vcts: others }), 'urn:a:1')).rejects.toMatchObject({
        code: 'ERR_SD_JWT_MALFORMED',
      });
    }
  });
});
