import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';

import { verifyDidConfiguration } from '../did/did-configuration.ts';
import { type JsonObject, parseCompactJws, signCompactJws } from '../jose/compact-jws.ts';
import { createDpopProof, verifyDpopProof } from '../jose/dpop-proof.ts';
import { presentSdJwtVc } from '../sd-jwt/present-sd-jwt-vc.ts';
import { verifySdJwtVcPresentation } from '../sd-jwt/verify-sd-jwt-vc-presentation.ts';
import { createTokenStatusListPayload } from '../status/status-list-payloads.ts';
import { encodeTokenStatusList } from '../status/token-status-list.ts';
import { verifyTokenStatusList } from '../status/verify-token-status-list.ts';
import { verifyCredential } from '../verify/verify-credential.ts';
import { createVpJwt } from '../vp-jwt/create-vp-jwt.ts';
import { verifyVpJwt } from '../vp-jwt/verify-vp-jwt.ts';
import type { TestParty } from './test-parties.ts';
import { testRandom } from './test-parties.ts';
import { createTestWorld, issueInAllFormats, NOW, type TestWorld } from './test-world.ts';

/** Takes a JWT of one kind with other times; rejects with a code, or resolves. */
type Kind = (times: JsonObject) => Promise<unknown>;

const kinds = new Map<string, Kind>();
let world: TestWorld;

const resign = async (jws: string, change: object, party: TestParty) => {
  const { header, payload } = parseCompactJws(jws);
  return signCompactJws({ header, payload: { ...payload, ...change } as JsonObject, signer: party.signer });
};

const judge = async (credential: string) => {
  const { resolveDid, resolveIssuerKey, clock } = world;
  const status = world.createChecker();
  const options = { credential, resolveDid, resolveIssuerKey, clock, status, isTrusted: () => true };
  const { verdict, checks } = await verifyCredential(options);
  if (verdict !== 'valid')
    throw Object.assign(
      new Error(verdict),
      checks.find(({ code }) => code !== undefined),
    );
};

beforeAll(async () => {
  world = await createTestWorld();
  const { bank, holder, clock, resolveDid, resolveIssuerKey } = world;
  const issued = await issueInAllFormats(world);
  const request = { audience: 'x509_hash:a', nonce: 'n-1', now: NOW };
  kinds.set('SD-JWT VC', async (times) => {
    const [jws, ...rest] = issued['dc+sd-jwt'].split('~');
    return judge([await resign(jws!, { iat: NOW - 9, ...times }, bank), ...rest].join('~'));
  });
  kinds.set('VCDM 1.1 credential', async (times) =>
    judge(await resign(issued.jwt_vc_json, { vc: withoutDates(issued.jwt_vc_json), ...times }, bank)),
  );
  kinds.set('key binding', async (times) => {
    const presented = await presentSdJwtVc({
      ...{ token: issued['dc+sd-jwt'], disclose: [], signer: holder.signer, ...request },
    });
    const cut = presented.lastIndexOf('~') + 1;
    const presentation = presented.slice(0, cut) + (await resign(presented.slice(cut), times, holder));
    return verifySdJwtVcPresentation({ presentation, resolveIssuerKey, ...request });
  });
  const shown = { holder: holder.did, kid: holder.kid, signer: holder.signer, ...request };
  const presentations = [
    [1, issued.jwt_vc_json],
    [2, issued['vc+jwt']],
  ] as const;
  for (const [version, credential] of presentations) {
    kinds.set(`VP JWT ${version}`, async (times) => {
      const jwt = await createVpJwt({ version, credentials: [credential], ...shown });
      return verifyVpJwt({ jwt: await resign(jwt, times, holder), resolveDid, ...request });
    });
  }
  kinds.set('DPoP proof', async (times) => {
    const asked = { method: 'POST', url: 'https://bank.example/token', now: NOW };
    const proof = await createDpopProof({ ...asked, ...holder, random: testRandom });
    return verifyDpopProof({ ...asked, proof: await resign(proof, times, holder) });
  });
  const lst = await encodeTokenStatusList({ revoked: new Uint8Array(1 << 18), suspended: new Uint8Array(1 << 18) });
  kinds.set('Token Status List', async (times) => {
    const list = {
      uri: 'https://l.example',
      issuedAt: NOW,
      expiresAt: NOW + 9,
      timeToLive: 9,
      sequence: 1,
      issuer: bank.did,
      lst,
    };
    const jwt = await signCompactJws({
      header: { typ: 'statuslist+jwt', kid: bank.kid },
      payload: { ...createTokenStatusListPayload(list), ...times },
      signer: bank.signer,
    });
    return verifyTokenStatusList({ jwt, uri: list.uri, issuer: bank.did, resolveIssuerKey, now: NOW });
  });
  kinds.set('domain linkage', async (times) => {
    const { createDidConfiguration } = await import('../did/did-configuration.ts');
    const origin = 'https://bank.example';
    const made = await createDidConfiguration({
      ...{ did: bank.did, kid: bank.kid, signer: bank.signer, origin, issuedAt: NOW, expiresAt: NOW + 9 },
    });
    const [link] = made.linked_dids as string[];
    const text = JSON.stringify({ ...made, linked_dids: [await resign(link!, times, bank)] });
    return verifyDidConfiguration({ text, did: bank.did, origin, resolveDid, clock });
  });
});

/** The credential in the JWT, which says its times in the registered claims only. */
function withoutDates(jwt: string): JsonObject {
  const { issuanceDate: _, expirationDate: __, ...vc } = parseCompactJws(jwt).payload.vc as JsonObject;
  return vc;
}

const NAMES = [
  'SD-JWT VC',
  'VCDM 1.1 credential',
  'key binding',
  'VP JWT 1',
  'VP JWT 2',
  'DPoP proof',
  'Token Status List',
  'domain linkage',
];

describe.each(NAMES)('%s of a stranger', (name) => {
  const refused = (times: JsonObject) => expect(kinds.get(name)!(times)).rejects.toMatchObject({ code: /^ERR_/ });

  it('stands within its times, and states none that has no meaning', async () => {
    await expect(kinds.get(name)!({ nbf: NOW, exp: NOW + 1 })).resolves.not.toThrow();
    await refused({ nbf: NOW, exp: NOW });
    await refused({ nbf: NOW + 61, exp: NOW + 100 });
    await refused({ exp: 'soon' });
  });

  it('never stands when it ends before it begins', async () => {
    await refused({ nbf: NOW + 30, exp: NOW + 29 });
    if (name !== 'domain linkage') await refused({ iat: NOW + 30, exp: NOW + 29 });
  });
});

describe('VCDM 2.0 credential', () => {
  it('never stands when it ends before it begins, by either way to say so', async () => {
    const { bank } = world;
    const jwt = (await issueInAllFormats(world))['vc+jwt'];
    const at = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
    await expect(
      judge(await resign(jwt, { validFrom: at(NOW), validUntil: at(NOW + 1) }, bank)),
    ).resolves.not.toThrow();
    for (const times of [
      { validFrom: at(NOW + 30), validUntil: at(NOW + 29) },
      { validFrom: at(NOW + 30), exp: NOW + 29 },
      { iat: NOW + 30, validUntil: at(NOW + 29) },
      { iat: NOW + 30, exp: NOW + 29 },
    ]) {
      const judged = judge(await resign(jwt, times, bank));
      await expect(judged).rejects.toMatchObject({ code: 'ERR_VC_JWT_VALIDITY_ORDER', name: 'validity' });
    }
  });
});

describe('every caller of the JOSE wrapper', () => {
  /** Who verifies a JWS that states no times of a JWT, or hands them to another reader. */
  const EXEMPT = new Set([
    // Heads of our own audit log, which stay readable for ever.
    'issuer/src/audit/audit-head.ts',
    // Times are read by `assertWithin`, of both places that may state them.
    'credential/src/vc-jwt/verify-vc-jwt.ts',
    'credential/src/vc-jwt/verify-vcdm2-jwt.ts',
    // Times are read with the rest of the request.
    'holder/src/present/authenticate-verifier.ts',
    'credential/src/jose/compact-jws.ts',
    'credential/src/index.ts',
  ]);

  it('goes by the one rule about times', () => {
    const packages = new URL('../../../', import.meta.url);
    const callers = ['credential', 'issuer', 'holder', 'verifier', 'protocol'].flatMap((name) =>
      readdirSync(new URL(`${name}/src`, packages), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('testing/'))
        .map((file) => `${name}/src/${file}`)
        .filter((file) => /verify(Compact|Parsed)Jws\(/.test(readFileSync(new URL(file, packages), 'utf8'))),
    );
    expect(callers.length).toBeGreaterThan(8);
    const careless = callers.filter(
      (file) => !EXEMPT.has(file) && !readFileSync(new URL(file, packages), 'utf8').includes('findJwtTimeFault('),
    );
    expect(careless).toEqual([]);
  });
});
