import { beforeEach, describe, expect, it } from 'vitest';

import { resolveDidJwk } from '../did/did-jwk.ts';
import { signCompactJws } from '../jose/compact-jws.ts';
import { presentSdJwtVc } from '../sd-jwt/present-sd-jwt-vc.ts';
import { createTestParty } from '../testing/test-parties.ts';
import { createTestWorld, issueInAllFormats, LISTS, NOW, type TestWorld, VCT } from '../testing/test-world.ts';
import { CREDENTIAL_CHECKS } from './credential-check.ts';
import type { CredentialFormat } from './detect-format.ts';
import { verifyCredential, type VerifyCredentialOptions } from './verify-credential.ts';

const FORMATS: readonly CredentialFormat[] = ['dc+sd-jwt', 'jwt_vc_json', 'vc+jwt'];

let world: TestWorld;
let issued: Record<CredentialFormat, string>;
beforeEach(async () => {
  world = await createTestWorld();
  issued = await issueInAllFormats(world);
});

const verify = (credential: string, more: Partial<VerifyCredentialOptions> = {}) =>
  verifyCredential({
    credential,
    clock: world.clock,
    resolveDid: world.resolveDid,
    resolveIssuerKey: world.resolveIssuerKey,
    status: world.createChecker(),
    isTrusted: ({ issuer }) => issuer === world.bank.did,
    ...more,
  });
const failed = ({ checks }: Awaited<ReturnType<typeof verify>>) => checks.find(({ code }) => code !== undefined);

describe.each(FORMATS)('verification of %s', (format) => {
  it('passes every check in order', async () => {
    const result = await verify(issued[format]);
    expect(result.verdict).toBe('valid');
    expect(result.checks).toEqual(CREDENTIAL_CHECKS.map((name) => ({ name, outcome: 'passed' })));
    expect(result.credential).toMatchObject({ format, issuer: world.bank.did });
  });

  it('is invalid when the proof is false', async () => {
    const mallory = await createTestParty('ES256');
    const [jws, ...rest] = issued[format].split('~') as [string, ...string[]];
    const parts = jws.split('.');
    const other = `${parts[0]}.${parts[1]}.${(await signCompactJws({ header: {}, payload: {}, signer: mallory.signer })).split('.')[2]}`;
    const result = await verify([other, ...rest].join('~'));
    expect(result.verdict).toBe('invalid');
    expect(failed(result)).toEqual({ name: 'signature', outcome: 'failed', code: 'ERR_JWS_SIGNATURE' });
    expect(result.credential).toBeUndefined();
    expect(result.checks.at(-1)).toEqual({ name: 'status', outcome: 'skipped' });
  });

  it('is refused for an issuer that is not trusted, before anything is fetched', async () => {
    const resolveDid = async () => {
      throw new Error('asked');
    };
    const result = await verify(issued[format], { isTrusted: () => false, resolveDid, resolveIssuerKey: resolveDid });
    expect(result.verdict).toBe('refused');
    expect(failed(result)).toMatchObject({ name: 'trust', code: 'ERR_CREDENTIAL_UNTRUSTED' });
    expect(world.state.fetches).toEqual([]);
  });

  it('is refused when expired, of another type or format, or revoked', async () => {
    const expired = await verify(issued[format], { clock: { now: () => NOW + 1_000_000 } });
    expect([expired.verdict, failed(expired)?.name]).toEqual(['refused', 'validity']);
    const typed = await verify(issued[format], { types: ['Other'] });
    expect([typed.verdict, failed(typed)?.name]).toEqual(['refused', 'type']);
    const wanted = FORMATS.filter((other) => other !== format);
    expect(failed(await verify(issued[format], { formats: wanted }))?.name).toBe('format');
    world.state.revoked = [5];
    const revoked = await verify(issued[format]);
    expect([revoked.verdict, failed(revoked)?.code]).toEqual(['refused', 'ERR_CREDENTIAL_REVOKED']);
    expect(revoked.credential).toBeDefined();
  });

  it('is indeterminate while the status cannot be established', async () => {
    world.state.down = true;
    const result = await verify(issued[format]);
    expect(result.verdict).toBe('indeterminate');
    expect(failed(result)).toEqual({
      name: 'status',
      outcome: 'indeterminate',
      code: 'ERR_CREDENTIAL_STATUS_UNAVAILABLE',
    });
  });

  it('keeps what a rotated key signed in its time only', async () => {
    const [key] = resolveDidJwk(world.bank.did).keys;
    const rotated = (endsAt: number) => {
      const resolveDid = async (did: string) => ({ ...resolveDidJwk(did), keys: [{ ...key!, endsAt }] });
      const resolveIssuerKey = async () => ({ publicJwk: key!.publicJwk, endsAt });
      // The list is signed by the new key; it is not what is asked here.
      return { resolveDid, resolveIssuerKey };
    };
    expect((await verify(issued[format], rotated(NOW - 99))).verdict).toBe('valid');
    const later = await verify(issued[format], rotated(NOW - 100));
    expect([later.verdict, failed(later)?.name]).toEqual(['invalid', 'issuer-key']);
    expect(failed(later)?.code).toMatch(/_KEY_RETIRED$/);
  });

  it('is indeterminate under a list that somebody else signed', async () => {
    world.state.forge = { signer: await createTestParty('ES256') };
    expect((await verify(issued[format])).verdict).toBe('indeterminate');
  });
});

describe('verification', () => {
  it('takes a status that the list does not explain for a no', async () => {
    const unknown = async () => ({ status: 'unknown' as const, asOf: NOW });
    const status = { checkTokenStatus: unknown, checkBitstringStatus: unknown };
    const result = await verify(issued['vc+jwt'], { status });
    expect([result.verdict, failed(result)?.code]).toEqual(['refused', 'ERR_CREDENTIAL_STATUS_UNKNOWN']);
  });

  it.each(FORMATS)('refuses a suspended %s, and takes it again when it is reinstated', async (format) => {
    world.state.suspended = [5];
    expect(failed(await verify(issued[format]))?.code).toBe('ERR_CREDENTIAL_SUSPENDED');
    world.state.suspended = [6];
    expect((await verify(issued[format])).verdict).toBe('valid');
  });

  it('binds a VC-JWT to the holder that showed it', async () => {
    const own = await verify(issued['vc+jwt'], { holder: world.holder.did });
    expect(own.verdict).toBe('valid');
    const lent = await verify(issued['vc+jwt'], { holder: world.bank.did });
    expect([lent.verdict, failed(lent)]).toEqual([
      'invalid',
      { name: 'holder', outcome: 'failed', code: 'ERR_CREDENTIAL_HOLDER' },
    ]);
  });

  it('binds a presented SD-JWT VC to the request', async () => {
    const binding = { audience: 'x509_hash:a', nonce: 'n' };
    const options = { token: issued['dc+sd-jwt'], disclose: [['name']], signer: world.holder.signer, now: NOW };
    const presented = await presentSdJwtVc({ ...options, ...binding });
    const result = await verify(presented, { binding, types: [VCT] });
    expect(result.verdict).toBe('valid');
    expect(result.credential?.claims).toMatchObject({ name: 'Ada' });
    const replayed = await verify(presented, { binding: { ...binding, nonce: 'm' } });
    expect([replayed.verdict, failed(replayed)?.code]).toEqual(['invalid', 'ERR_SD_JWT_NONCE']);
    const unbound = await verify(issued['dc+sd-jwt'], { binding });
    expect(failed(unbound)?.code).toBe('ERR_SD_JWT_KEY_BINDING');
    expect(failed(await verify(presented))?.name).toBe('format');
  });

  it('is indeterminate while the issuer cannot be asked for its key', async () => {
    const { DidError } = await import('../did/did-document.ts');
    const resolveDid = async () => {
      throw new DidError('ERR_DID_UNREACHABLE', 'down');
    };
    const result = await verify(issued.jwt_vc_json, { resolveDid });
    expect([result.verdict, failed(result)?.name]).toEqual(['indeterminate', 'issuer-key']);
  });

  it('refuses a credential that states no end, date or status, unless its issuer may do without', async () => {
    const { bank } = world;
    const header = { typ: 'dc+sd-jwt', kid: bank.kid };
    const full = {
      ...{ iss: bank.did, vct: VCT, iat: NOW, exp: NOW + 9 },
      status: { status_list: { uri: LISTS.token, idx: 5 } },
    };
    const sign = async (payload: object) =>
      `${await signCompactJws({ header, payload: payload as never, signer: bank.signer })}~`;
    expect((await verify(await sign(full))).verdict).toBe('valid');
    for (const [name, bound, check, code] of [
      ['exp', 'expiry', 'validity', 'ERR_CREDENTIAL_WITHOUT_EXPIRY'],
      ['iat', 'date', 'validity', 'ERR_CREDENTIAL_WITHOUT_DATE'],
      ['status', 'status', 'status', 'ERR_CREDENTIAL_STATUS_MISSING'],
    ] as const) {
      const { [name]: _, ...rest } = full;
      const bare = await sign(rest);
      const result = await verify(bare);
      expect([result.verdict, failed(result)]).toEqual(['refused', { name: check, outcome: 'failed', code }]);
      expect((await verify(bare, { mayLack: [bound] })).verdict).toBe('valid');
    }
  });

  it('takes no token of another kind for a credential', async () => {
    const { bank } = world;
    const tokens = ['', 'x', 'a.b.c', '~', 'a~b'];
    for (const typ of ['openid4vci-proof+jwt', 'kb+jwt', 'vc+sd-jwt', 'vp+jwt', 'statuslist+jwt']) {
      tokens.push(await signCompactJws({ header: { typ }, payload: { iss: bank.did }, signer: bank.signer }));
    }
    tokens.push(`${issued.jwt_vc_json}~`, issued['dc+sd-jwt'].split('~')[0]!);
    for (const token of tokens) {
      const result = await verify(token);
      expect([result.verdict, failed(result)?.name]).toEqual(['invalid', 'format']);
    }
  });

  it('does not ask one issuer while another is named', async () => {
    const { bank, holder } = world;
    const payload = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiableCredential'],
      issuer: holder.did,
      iss: bank.did,
      credentialSubject: { id: holder.did },
    };
    const header = { typ: 'vc+jwt', kid: holder.kid };
    const token = await signCompactJws({ header, payload, signer: holder.signer });
    expect(failed(await verify(token))?.code).toBe('ERR_CREDENTIAL_UNTRUSTED');
  });

  it('lets a defect of our own through', async () => {
    const resolveDid = async () => {
      throw new TypeError('defect');
    };
    await expect(verify(issued.jwt_vc_json, { resolveDid })).rejects.toThrow(TypeError);
  });
});

describe('the same rows', () => {
  it('flip the status in every format and list kind', async () => {
    for (const version of [1, 2] as const) {
      world.state.version = version;
      world.state.revoked = [];
      for (const format of FORMATS) expect((await verify(issued[format])).verdict).toBe('valid');
      world.state.revoked = [5];
      for (const format of FORMATS) expect((await verify(issued[format])).verdict).toBe('refused');
    }
    expect(new Set(world.state.fetches)).toEqual(new Set(Object.values(LISTS)));
  });
});
