import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import { createTestClient, fetchCredential, now, redeem, type TestClient } from './test-support/test-client.ts';
import { apply, approve, enrolStaff, type TestStaff } from './test-support/test-staff.ts';
import { ask, askToken, createTestWallet, fetchNonce, type TestWallet } from './test-support/test-wallet.ts';

let host: TestIssuer;
let maker: TestStaff;
let checker: TestStaff;
let client: TestClient;
let wallet: TestWallet;
let people = 0;

beforeAll(async () => {
  host = await startTestIssuer({ port: 6400, env: { ISSUER_RATE_LIMIT_PER_MINUTE: '600' } });
  maker = await enrolStaff(host, 'maker');
  checker = await enrolStaff(host, 'checker');
  client = await createTestClient();
  wallet = await createTestWallet(5n);
}, 120_000);
afterAll(() => host.stop());

const openOffer = async () => {
  people += 1;
  const document = { type: 'passport', number: `D${1000 + people}`, issuingCountry: 'GR', expiresOn: '2035-05-01' };
  const birthDate = new Date(Date.UTC(1970, 0, people)).toISOString().slice(0, 10);
  const applied = await apply(host, { familyName: `Dpop${people}`, birthDate, document });
  return { applied, ...(await approve(host, { applied, maker, checker })) };
};

describe('a token bound to a DPoP key', () => {
  it('is typed DPoP, opens the credential endpoint with its key, and nothing without', async () => {
    const offer = await openOffer();
    const answer = await redeem(host, { client, ...offer });
    expect(answer.body).toMatchObject({ token_type: 'DPoP', refresh_token: expect.any(String) });
    const token = String(answer.body.access_token);
    expect((await fetchCredential(host, { client, token, wallet })).status).toBe(200);

    const url = `${host.issuer}/credential`;
    const json = { credential_configuration_id: 'kyc_person_sdjwt', proofs: { jwt: ['x'] } };
    const send = (headers: Record<string, string>) => ask(url, { json, headers });
    const refusals = [
      await send({ authorization: `Bearer ${token}` }),
      await send({ authorization: `DPoP ${token}` }),
      await send({ authorization: `DPoP ${token}`, dpop: await client.proof({ url }) }),
      await send({
        authorization: `DPoP ${token}`,
        dpop: await (await createTestClient()).proof({ url, accessToken: token }),
      }),
      await send({}),
    ];
    expect(refusals.map(({ status, body }) => [status, body.error])).toEqual([
      [401, 'invalid_token'],
      [401, 'invalid_dpop_proof'],
      [401, 'invalid_dpop_proof'],
      [401, 'invalid_token'],
      [401, 'invalid_token'],
    ]);
    expect(refusals.map(({ headers }) => headers.get('www-authenticate'))).toEqual([
      'Bearer error="invalid_token"',
      'DPoP error="invalid_dpop_proof", algs="ES256 EdDSA ES256K"',
      'DPoP error="invalid_dpop_proof", algs="ES256 EdDSA ES256K"',
      'DPoP error="invalid_token", algs="ES256 EdDSA ES256K"',
      'DPoP algs="ES256 EdDSA ES256K", Bearer',
    ]);
    for (const { headers } of refusals) expect(headers.get('cache-control')).toBe('no-store');
  });

  it('has its proof remembered; that of a made-up token leaves nothing behind', async () => {
    const url = `${host.issuer}/notification`;
    const json = { notification_id: 'x', event: 'credential_accepted' };
    const twice = async (token: string) => {
      const dpop = await client.proof({ url, accessToken: token });
      const send = async () => (await ask(url, { json, headers: { authorization: `DPoP ${token}`, dpop } })).body.error;
      return [await send(), await send()];
    };
    expect(await twice('made-up')).toEqual(['invalid_token', 'invalid_token']);
    const answer = await redeem(host, { client, ...(await openOffer()) });
    expect(await twice(String(answer.body.access_token))).toEqual(['invalid_notification_id', 'invalid_dpop_proof']);
  });

  it('leaves bearer tokens as they were, unless the bank asks for more', async () => {
    const answer = await askToken({ issuer: host.issuer, ...(await openOffer()) });
    expect(answer.body).toMatchObject({ token_type: 'Bearer' });
    expect(answer.body.refresh_token).toBeUndefined();
    const asDpop = await fetchCredential(host, { client, token: String(answer.body.access_token), wallet });
    expect(asDpop.body.error).toBe('invalid_token');
  });

  it('is not made for another issuer that names this server as its own', async () => {
    const offer = await openOffer();
    for (const resource of ['https://evil.example', 'http://localhost:6400/t/other']) {
      const refused = await redeem(host, { client, ...offer, form: { resource } });
      expect(refused).toMatchObject({ status: 400, body: { error: 'invalid_target' } });
    }
    expect((await redeem(host, { client, ...offer, form: { resource: host.issuer } })).status).toBe(200);
  });

  it('is refused for a proof that is replayed, stale, for another address or another method', async () => {
    const url = `${host.issuer}/token`;
    const { code, txCode } = await openOffer();
    const form = {
      grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code',
      'pre-authorized_code': code,
      tx_code: txCode,
    };
    const send = (dpop: string) => ask(url, { form, headers: { dpop } });
    for (const bad of [
      await client.proof({ url, at: now() - 3600 }),
      await client.proof({ url, at: now() + 3600 }),
      await client.proof({ url: `${host.issuer}/credential` }),
      await client.proof({ url, method: 'GET' }),
      'not.a.proof',
    ]) {
      expect(await send(bad)).toMatchObject({ status: 400, body: { error: 'invalid_dpop_proof' } });
    }
    const good = await client.proof({ url: `${url}?ignored=1` });
    expect((await send(good)).status).toBe(200);
    expect((await send(good)).body.error).toBe('invalid_dpop_proof');
  });

  it('rotates its refresh token; one that comes back ends everything', async () => {
    const first = await redeem(host, { client, ...(await openOffer()) });
    const refresh = (token: unknown, by = client) =>
      by.post(`${host.issuer}/token`, { grant_type: 'refresh_token', refresh_token: String(token) });
    const stranger = await createTestClient();
    expect((await refresh(first.body.refresh_token, stranger)).body.error).toBe('invalid_grant');
    const second = await refresh(first.body.refresh_token);
    expect(second.body).toMatchObject({ token_type: 'DPoP', refresh_token: expect.any(String) });
    expect(second.body.refresh_token).not.toBe(first.body.refresh_token);
    const token = String(second.body.access_token);
    expect((await fetchCredential(host, { client, token, wallet })).status).toBe(200);

    expect((await refresh(first.body.refresh_token)).body.error).toBe('invalid_grant');
    expect((await refresh(second.body.refresh_token)).body.error).toBe('invalid_grant');
    expect((await fetchCredential(host, { client, token, wallet })).body.error).toBe('invalid_token');
    expect((await refresh('made-up')).body.error).toBe('invalid_grant');
  });
});

describe('a credential identifier', () => {
  it('comes with authorization_details, and is the only name then', async () => {
    const details = [{ type: 'openid_credential', credential_configuration_id: 'kyc_person_jwt' }];
    const answer = await redeem(host, {
      client,
      ...(await openOffer()),
      form: { authorization_details: JSON.stringify(details) },
    });
    const granted = answer.body.authorization_details as { credential_identifiers: string[] }[];
    expect(granted).toEqual([{ ...details[0], credential_identifiers: [expect.any(String)] }]);
    const token = String(answer.body.access_token);
    const request = (json: Record<string, unknown>) => fetchCredential(host, { client, token, wallet, json });
    const identifier = granted[0]!.credential_identifiers[0];
    expect((await request({ credential_identifier: identifier })).status).toBe(200);
    expect((await request({ credential_identifier: 'kyc_person_sdjwt.current' })).body.error).toBe(
      'unknown_credential_identifier',
    );
    expect((await request({ credential_configuration_id: 'kyc_person_jwt' })).body.error).toBe(
      'invalid_credential_request',
    );
    expect(
      (await request({ credential_configuration_id: 'kyc_person_jwt', credential_identifier: identifier })).body.error,
    ).toBe('invalid_credential_request');
  });

  it('is not given for what nobody offers', async () => {
    const offer = await openOffer();
    for (const details of ['[]', 'not json', '[{"type":"openid_credential","credential_configuration_id":"x"}]']) {
      const answer = await redeem(host, { client, ...offer, form: { authorization_details: details } });
      expect(answer.body.error).toBe('invalid_authorization_details');
    }
    expect((await redeem(host, { client, ...offer })).status).toBe(200);
  });
});

describe('a credential request', () => {
  it('may use the single proof of draft 15, and extra members beside proofs', async () => {
    const answer = await redeem(host, { client, ...(await openOffer()) });
    const token = String(answer.body.access_token);
    const call = (json: unknown) => client.call(`${host.issuer}/credential`, { token, json });
    const prove = async () => wallet.prove({ aud: host.issuer, nonce: await fetchNonce(host.issuer) });
    const named = { credential_configuration_id: 'kyc_person_jwt' };
    const old = await call({ ...named, format: 'jwt_vc_json', proof: { proof_type: 'jwt', jwt: await prove() } });
    expect(old.status).toBe(200);
    const lenient = await call({ ...named, proofs: { proof_type: 'jwt', jwt: [await prove()] } });
    expect(lenient.status).toBe(200);
    const both = { proof: { proof_type: 'jwt', jwt: await prove() }, proofs: { jwt: [await prove()] } };
    expect((await call({ ...named, ...both })).body.error).toBe('invalid_credential_request');
    const many = await Promise.all(Array.from({ length: 11 }, prove));
    expect((await call({ ...named, proofs: { jwt: many } })).body.error).toBe('invalid_credential_request');
    const encrypted = { credential_response_encryption: {}, proofs: { jwt: [await prove()] } };
    expect((await call({ ...named, ...encrypted })).body.error).toBe('invalid_encryption_parameters');
  });

  it('may name its key as did:jwk, and must name the client it was made by, if any', async () => {
    const answer = await redeem(host, {
      client,
      ...(await openOffer()),
      form: { client_id: 'https://wallet.example' },
    });
    const token = String(answer.body.access_token);
    const send = async (payload: Record<string, string>) => {
      const proof = await wallet.prove({ aud: host.issuer, nonce: await fetchNonce(host.issuer), payload });
      const json = { credential_configuration_id: 'kyc_person_sdjwt', proofs: { jwt: [proof] } };
      return client.call(`${host.issuer}/credential`, { token, json });
    };
    expect((await send({ iss: 'https://wallet.example' })).status).toBe(200);
    expect((await send({ iss: 'https://other.example' })).body.error).toBe('invalid_proof');
  });
});
