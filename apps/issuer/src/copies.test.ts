import { decodeBitstringList, decodeTokenStatusList, parseCompactJws, sealFromClaims } from '@postern/credential';
import { getStatusBit } from '@postern/primitives';
import { ISSUED_CONFIGURATION_IDS, zAuthorizationServerMetadata, zIssuerMetadata } from '@postern/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import { createTestClient, fetchCredential, redeem, type TestClient } from './test-support/test-client.ts';
import { apply, approve, enrolStaff, readOpenOffer, takeMeasure, type TestStaff } from './test-support/test-staff.ts';
import { ask, createTestWallet, fetchNonce, type TestWallet } from './test-support/test-wallet.ts';

let host: TestIssuer;
let client: TestClient;
let maker: TestStaff;
let checker: TestStaff;
let wallets: TestWallet[];

beforeAll(async () => {
  host = await startTestIssuer({ port: 6440, env: { ISSUER_RATE_LIMIT_PER_MINUTE: '600' } });
  await host.registerLeaf();
  maker = await enrolStaff(host, 'maker');
  checker = await enrolStaff(host, 'checker');
  client = await createTestClient();
  wallets = await Promise.all([8n, 8n, 8n].map(createTestWallet));
}, 120_000);
afterAll(() => host.stop());

const request = async (token: string, configurationId: string, holders = wallets) => {
  const nonce = await fetchNonce(host.issuer);
  const jwt = await Promise.all(holders.map((wallet) => wallet.prove({ aud: host.issuer, nonce })));
  const json = { credential_configuration_id: configurationId, proofs: { jwt } };
  const answer = await client.call(`${host.issuer}/credential`, { token, json });
  expect(answer.status).toBe(200);
  return (answer.body.credentials as { credential: string }[]).map(({ credential }) => credential);
};
const payloadOf = (credential: string): Record<string, unknown> => parseCompactJws(credential.split('~')[0]!).payload;
/** Where a copy of any format stands in its list, and what that list says. */
const readStatus = async (credential: string) => {
  const payload = payloadOf(credential);
  const status = payload.status as { status_list: { uri: string; idx: number } } | undefined;
  if (status !== undefined) {
    const { uri, idx } = status.status_list;
    const list = payloadOf(await (await fetch(uri)).text()).status_list as { lst: string };
    return { index: idx, revoked: getStatusBit((await decodeTokenStatusList(list.lst)).revoked, idx) };
  }
  const vc = (payload.vc ?? payload) as {
    credentialSubject: { seal?: unknown };
    credentialStatus?: unknown;
  };
  if (vc.credentialSubject.seal !== undefined) {
    const { index } = sealFromClaims(vc.credentialSubject.seal);
    const list = payloadOf(await (await fetch(`${host.issuer}/status/revocation/1`)).text());
    return { index, revoked: await readBit(list, index) };
  }
  const [entry] = [vc.credentialStatus].flat() as { statusListCredential: string; statusListIndex: string }[];
  const index = Number(entry!.statusListIndex);
  return { index, revoked: await readBit(payloadOf(await (await fetch(entry!.statusListCredential)).text()), index) };
};
const readBit = async (list: Record<string, unknown>, index: number) => {
  const { credentialSubject } = (list.vc ?? list) as { credentialSubject: { encodedList: string } };
  return getStatusBit(await decodeBitstringList(credentialSubject.encodedList), index);
};

describe('copies of one decision', () => {
  it('share nothing that links them, and one revocation flips them all', async () => {
    const applied = await apply(host);
    const offer = await approve(host, { applied, maker, checker });
    const token = String((await redeem(host, { client, ...offer })).body.access_token);
    const copies = await request(token, 'kyc_person_sdjwt');
    const all = [
      ...copies,
      ...(await request(token, 'kyc_person_jwt')),
      ...(await request(token, 'kyc_person_vcdm2')),
      ...(await request(token, 'postern_seal', wallets.slice(0, 1))),
    ];
    expect(all).toHaveLength(10);
    const before = await Promise.all(all.map(readStatus));
    expect(before.every(({ revoked }) => !revoked)).toBe(true);
    expect(new Set(before.map(({ index }) => index)).size).toBe(10);
    const salts = copies.flatMap((copy) => copy.split('~').slice(1, -1));
    expect(new Set(salts).size).toBe(salts.length);
    expect(new Set(copies.map((copy) => JSON.stringify(payloadOf(copy).cnf))).size).toBe(3);
    expect(new Set(copies.map((copy) => payloadOf(copy).iat)).size).toBe(1);
    await takeMeasure({ caseId: applied.applicationId, measure: 'revoke', maker, checker });
    expect((await Promise.all(all.map(readStatus))).every(({ revoked }) => revoked)).toBe(true);
  });

  it('come without a seal to a wallet that sends no commitment', async () => {
    const document = { type: 'passport', number: 'N7777', issuingCountry: 'GR', expiresOn: '2035-05-01' };
    const applied = await apply(host, { familyName: 'Nocommitment', birthDate: '1981-01-01', document });
    const offer = await approve(host, { applied, maker, checker });
    const token = String((await redeem(host, { client, ...offer })).body.access_token);
    const send = async (configurationId: string) => {
      const nonce = await fetchNonce(host.issuer);
      const proof = await wallets[0]!.prove({ aud: host.issuer, nonce, commitment: null });
      const json = { credential_configuration_id: configurationId, proofs: { jwt: [proof] } };
      return client.call(`${host.issuer}/credential`, { token, json });
    };
    for (const id of ISSUED_CONFIGURATION_IDS.filter((id) => id !== 'postern_seal')) {
      expect((await send(id)).status).toBe(200);
    }
    expect((await send('postern_seal')).body.error).toBe('invalid_proof');
  });

  it('are issued anew after a review, by a refreshed token, in place of the old ones', async () => {
    const document = { type: 'passport', number: 'R7777', issuingCountry: 'GR', expiresOn: '2035-05-01' };
    const applied = await apply(host, { familyName: 'Review', birthDate: '1982-01-01', document });
    const offer = await approve(host, { applied, maker, checker });
    const first = await redeem(host, { client, ...offer });
    const [old] = await request(String(first.body.access_token), 'kyc_person_jwt', wallets.slice(0, 1));
    const refresh = (token: unknown) =>
      client.post(`${host.issuer}/token`, { grant_type: 'refresh_token', refresh_token: String(token) });
    const same = await refresh(first.body.refresh_token);
    const [again] = await request(String(same.body.access_token), 'kyc_person_jwt', wallets.slice(0, 1));
    expect((await readStatus(old!)).revoked).toBe(false);
    // The approval that the record was made under is no longer the one that the case stands on.
    await host.container.context.store.transaction(async (transaction) => {
      const [credential] = await transaction.listCredentials({ tenant: 'demo-bank', caseId: applied.applicationId });
      const issuance = await transaction.findIssuance(credential!.issuanceId);
      await transaction.saveIssuance({ ...issuance!, approvalHash: 'an earlier approval' });
    });
    const reviewed = await refresh(same.body.refresh_token);
    const [fresh] = await request(String(reviewed.body.access_token), 'kyc_person_jwt', wallets.slice(0, 1));
    expect(await Promise.all([old!, again!, fresh!].map(async (copy) => (await readStatus(copy)).revoked))).toEqual([
      true,
      true,
      false,
    ]);
    const reopened = await checker.post(`/cases/${applied.applicationId}/offers`, {});
    expect(reopened.status).toBe(200);
    await readOpenOffer(host, { applied, staff: checker });
  });
});

describe('what everybody may read', () => {
  it('describes each configuration in three languages, in the words of 1.0', async () => {
    const { body } = await ask(`${host.url}/.well-known/openid-credential-issuer/t/demo-bank`);
    const metadata = zIssuerMetadata.parse(body);
    expect(metadata.display?.map(({ locale }) => locale)).toEqual(['en', 'de', 'fr']);
    expect(Object.keys(metadata.credential_configurations_supported).toSorted()).toEqual(
      [...ISSUED_CONFIGURATION_IDS].toSorted(),
    );
    for (const configuration of Object.values(metadata.credential_configurations_supported)) {
      expect(configuration.credential_metadata?.display?.map(({ locale }) => locale)).toEqual(['en', 'de', 'fr']);
      expect(configuration).not.toHaveProperty('display');
      expect(configuration.proof_types_supported).toBeDefined();
      expect(configuration.cryptographic_binding_methods_supported).toEqual(['jwk', 'did:jwk', 'did:key']);
    }
    // The seal is of a format that no other wallet takes for one of its own.
    const formats = Object.entries(metadata.credential_configurations_supported).map(([id, { format }]) => [
      id,
      format,
    ]);
    expect(Object.fromEntries(formats)).toEqual({
      kyc_person_sdjwt: 'dc+sd-jwt',
      kyc_person_jwt: 'jwt_vc_json',
      kyc_person_vcdm2: 'vc+jwt',
      postern_seal: 'postern_seal',
    });
    for (const name of ['openid-credential-issuer', 'oauth-authorization-server']) {
      const [inserted, appended] = [`/.well-known/${name}/t/demo-bank`, `/t/demo-bank/.well-known/${name}`];
      expect((await ask(`${host.url}${appended}`)).body).toEqual((await ask(`${host.url}${inserted}`)).body);
    }
    const server = await ask(`${host.url}/.well-known/oauth-authorization-server/t/demo-bank`);
    expect(zAuthorizationServerMetadata.parse(server.body)).toMatchObject({
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    });
    const type = await ask(`${host.issuer}/vct/kyc-person/1`);
    expect((type.body.display as { locale: string }[]).map(({ locale }) => locale)).toEqual(['en', 'de', 'fr']);
  });

  it('is open to scripts of every site, with the headers that a wallet needs, and sets no cookie', async () => {
    const preflight = await fetch(`${host.issuer}/credential`, {
      method: 'OPTIONS',
      headers: { origin: 'https://wallet.example', 'access-control-request-method': 'POST' },
    });
    const allowed = preflight.headers.get('access-control-allow-headers') ?? '';
    for (const name of [
      'Authorization',
      'DPoP',
      'Content-Type',
      'OAuth-Client-Attestation',
      'OAuth-Client-Attestation-PoP',
    ]) {
      expect(allowed.split(', ')).toContain(name);
    }
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    for (const path of [
      `${host.issuer}/did.json`,
      `${host.issuer}/jwks.json`,
      `${host.issuer}/status/token/1`,
      `${host.issuer}/status/v2/revocation/1`,
      `${host.url}/.well-known/jwt-vc-issuer/t/demo-bank`,
      `${host.url}/.well-known/did-configuration.json`,
    ]) {
      const response = await fetch(path, { headers: { origin: 'https://wallet.example' } });
      expect(response.status).toBe(200);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('access-control-expose-headers')).toMatch(/DPoP-Nonce.*WWW-Authenticate/);
      expect(response.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
    const list = await fetch(`${host.issuer}/status/v2/revocation/1`);
    expect(list.headers.get('content-type')).toContain('application/vc+jwt');
  });

  it('says what is wrong in ASCII without quotes only', async () => {
    const token = await ask(`${host.issuer}/token`, { form: { grant_type: 'ünïcode"\\' } });
    const answer = await fetchCredential(host, { client, token: 'x', wallet: wallets[0]! });
    for (const { body } of [token, answer]) {
      expect(String(body.error_description)).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    }
  });
});
