import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import {
  browse,
  CLIENT_ID,
  createAuthorizationForm,
  createTestClient,
  fetchCredential,
  handleOf,
  openSecondProcess,
  redeem,
  REDIRECT_URI,
  type TestClient,
} from './test-support/test-client.ts';
import {
  apply,
  enrolStaff,
  propose,
  readApplication,
  readOpenOffer,
  takeMeasure,
  type TestStaff,
} from './test-support/test-staff.ts';
import { ask, askToken, createTestWallet, fetchNonce, type TestWallet } from './test-support/test-wallet.ts';

let host: TestIssuer;
let second: Awaited<ReturnType<typeof openSecondProcess>>;
let maker: TestStaff;
let checker: TestStaff;
let client: TestClient;
let wallet: TestWallet;
let people = 0;

beforeAll(async () => {
  host = await startTestIssuer({ port: 6410, env: { ISSUER_RATE_LIMIT_PER_MINUTE: '600' } });
  second = await openSecondProcess(host, { port: 6419 });
  [maker, checker] = [await enrolStaff(host, 'maker'), await enrolStaff(host, 'checker')];
  client = await createTestClient();
  wallet = await createTestWallet(6n);
}, 120_000);
afterAll(async () => {
  await second.stop();
  await host.stop();
});

const submit = () => {
  people += 1;
  const document = { type: 'passport', number: `C${1000 + people}`, issuingCountry: 'GR', expiresOn: '2035-05-01' };
  const birthDate = new Date(Date.UTC(1980, 0, people)).toISOString().slice(0, 10);
  return apply(host, { familyName: `Code${people}`, birthDate, document });
};
const decide = async (caseId: string) => {
  await propose(maker, { caseId });
  return checker.decide(caseId, { action: 'approve' });
};
/** An approved case: what the wallet scans, and what only the person sees. */
const openOffer = async () => {
  const applied = await submit();
  const detail = await decide(applied.applicationId);
  const view = detail.body.offer as { offerUri: string; collectionCode: string };
  const { code, txCode } = await readOpenOffer(host, { applied, staff: checker });
  const grants = (await ask(view.offerUri)).body.grants as { authorization_code: { issuer_state: string } };
  return { applied, code, txCode, ...view, issuerState: grants.authorization_code.issuer_state };
};
const push = async (form: Record<string, string>, by = client) => by.post(`${host.issuer}/par`, form);
const open = async (form: Record<string, string>) => {
  const { body } = await push(form);
  return browse(
    `${host.issuer}/authorize?${new URLSearchParams({ client_id: CLIENT_ID, request_uri: String(body.request_uri) }).toString()}`,
  );
};
const answer = (form: Record<string, string>) => browse(`${host.issuer}/authorize`, { answer: 'allow', ...form });
const exchange = (options: { code: string; verifier: string; by?: TestClient; at?: string; over?: object }) =>
  (options.by ?? client).post(`${options.at ?? host.issuer}/token`, {
    grant_type: 'authorization_code',
    code: options.code,
    redirect_uri: REDIRECT_URI,
    code_verifier: options.verifier,
    client_id: CLIENT_ID,
    ...options.over,
  });
/** The whole walk to a code. */
const authorize = async (offer: { txCode: string; issuerState: string }, over: Record<string, string> = {}) => {
  const { verifier, form } = createAuthorizationForm({ issuer_state: offer.issuerState, ...over });
  const page = await open(form);
  const sent = await answer({ handle: handleOf(page), tx_code: offer.txCode });
  return { verifier, code: sent.location?.searchParams.get('code') ?? '', location: sent.location };
};

describe('the authorization code flow', () => {
  it('gives what the scope names, to the key and client that asked, with iss and state', async () => {
    const offer = await openOffer();
    const { code, verifier, location } = await authorize(offer);
    expect(location?.origin + String(location?.pathname)).toBe(REDIRECT_URI);
    expect(location?.searchParams.get('state')).toBe('state-of-the-wallet');
    expect(location?.searchParams.get('iss')).toBe(host.issuer);
    const tokens = await exchange({ code, verifier });
    expect(tokens.body).toMatchObject({ token_type: 'DPoP', refresh_token: expect.any(String) });
    const token = String(tokens.body.access_token);
    expect((await fetchCredential(host, { client, token, wallet })).status).toBe(200);
    const json = { credential_configuration_id: 'kyc_person_jwt' };
    expect((await fetchCredential(host, { client, token, wallet, json })).body.error).toBe(
      'unknown_credential_configuration',
    );
    expect((await askToken({ issuer: host.issuer, ...offer })).body.error).toBe('invalid_grant');
  });

  it('starts in the wallet with the short code that the bank sent', async () => {
    const offer = await openOffer();
    const { verifier, form } = createAuthorizationForm();
    const page = await open(form);
    expect(page.html).toContain('name="collection_code"');
    const handle = handleOf(page);
    const other = await answer({ handle, collection_code: 'AAAA-AAAA', tx_code: offer.txCode });
    expect(other.status).toBe(400);
    expect(other.html).toContain('role="alert"');
    const typed = offer.collectionCode.toLowerCase().replace('-', ' ');
    const sent = await answer({ handle, collection_code: typed, tx_code: offer.txCode });
    expect(sent.status).toBe(303);
    const code = sent.location?.searchParams.get('code') ?? '';
    expect((await exchange({ code, verifier })).status).toBe(200);
  });

  it('shows a page of this origin, without script or cookie, that no frame and no other site may have', async () => {
    const { form } = createAuthorizationForm({ redirect_uri: 'https://wallet.example/back', scope: 'kyc_person_jwt' });
    const page = await open(form);
    expect(page.status).toBe(200);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self' https:\/\/wallet\.example;/,
    );
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.html).not.toMatch(/<script|javascript:/);
    expect(page.html).toContain('wallet.example');
    expect(page.headers.getSetCookie()).toEqual([]);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('access-control-allow-origin')).toBeNull();
    const german = await fetch(`${host.issuer}/authorize?${new URLSearchParams(form).toString()}`, {
      headers: { 'accept-language': 'de-AT,de;q=0.9' },
    });
    expect(await german.text()).toContain('lang="de"');
  });

  it('tells the wallet when the person says no', async () => {
    const { form } = createAuthorizationForm();
    const handle = handleOf(await open(form));
    const denied = await browse(`${host.issuer}/authorize`, { handle, answer: 'deny' });
    expect(denied.location?.searchParams.get('error')).toBe('access_denied');
    expect(denied.location?.searchParams.get('iss')).toBe(host.issuer);
    expect((await browse(`${host.issuer}/authorize`, { handle, answer: 'deny' })).status).toBe(410);
  });

  it('answers an app under its private-use scheme, which the page names', async () => {
    const page = await open(createAuthorizationForm({ redirect_uri: 'com.example.wallet:/callback' }).form);
    expect(page.headers.get('content-security-policy')).toContain("'self' com.example.wallet:;");
    expect(page.html).toContain('<dd>com.example.wallet</dd>');
    const { location } = await browse(`${host.issuer}/authorize`, { handle: handleOf(page), answer: 'deny' });
    expect(location?.href).toContain('com.example.wallet:/callback?error=access_denied');
  });

  it('counts wrong transaction codes with those of the other grant', async () => {
    const offer = await openOffer();
    const wrong = String((Number(offer.txCode) + 1) % 1_000_000).padStart(6, '0');
    await askToken({ issuer: host.issuer, code: offer.code, txCode: wrong });
    const { form } = createAuthorizationForm({ issuer_state: offer.issuerState });
    const handle = handleOf(await open(form));
    for (let guess = 0; guess < 4; guess += 1) {
      expect((await answer({ handle, tx_code: wrong })).status).toBe(400);
    }
    expect((await answer({ handle, tx_code: offer.txCode })).status).toBe(400);
    const detail = await checker.get(`/cases/${offer.applied.applicationId}`);
    expect(detail.body.offer).toMatchObject({ state: 'locked' });
  });
});

describe('a pushed authorization request', () => {
  it('is refused for every rule that it breaks', async () => {
    const errorOf = async (over: Record<string, string>) => {
      const { form } = createAuthorizationForm(over);
      const entries = Object.entries(form).filter(([, value]) => value !== '');
      return (await push(Object.fromEntries(entries))).body.error;
    };
    expect(await errorOf({ response_type: 'token' })).toBe('unsupported_response_type');
    expect(await errorOf({ code_challenge_method: 'plain' })).toBe('invalid_request');
    expect(await errorOf({ code_challenge: '' })).toBe('invalid_request');
    expect(await errorOf({ redirect_uri: 'http://wallet.example/' })).toBe('invalid_request');
    expect(await errorOf({ redirect_uri: 'https://wallet.example/#x' })).toBe('invalid_request');
    expect(await errorOf({ redirect_uri: 'javascript:alert(1)' })).toBe('invalid_request');
    expect(await errorOf({ scope: 'openid' })).toBe('invalid_scope');
    expect(await errorOf({ scope: '' })).toBe('invalid_scope');
    expect(await errorOf({ authorization_details: '[{}]' })).toBe('invalid_authorization_details');
    expect(await errorOf({ request_uri: 'urn:x' })).toBe('invalid_request');
    expect(await errorOf({ dpop_jkt: 'A'.repeat(43) })).toBe('invalid_dpop_proof');
    expect(await errorOf({})).toBeUndefined();
  });

  it('opens one page, for its own client', async () => {
    const { form } = createAuthorizationForm();
    const pushed = await push(form);
    expect(pushed).toMatchObject({ status: 201, body: { expires_in: 60 } });
    const address = (clientId: string) =>
      `${host.issuer}/authorize?${new URLSearchParams({ client_id: clientId, request_uri: String(pushed.body.request_uri) }).toString()}`;
    expect((await browse(address(CLIENT_ID))).status).toBe(200);
    expect((await browse(address(CLIENT_ID))).status).toBe(410);
    const foreign = await push(form);
    const asked = new URLSearchParams({
      client_id: 'https://x.example',
      request_uri: String(foreign.body.request_uri),
    });
    expect((await browse(`${host.issuer}/authorize?${asked.toString()}`)).status).toBe(410);
  });

  it('is not the only way in, but refusals then go to the wallet alone', async () => {
    const query = (over: Record<string, string>) =>
      browse(`${host.issuer}/authorize?${new URLSearchParams(createAuthorizationForm(over).form).toString()}`);
    expect((await query({})).status).toBe(200);
    const refused = await query({ code_challenge_method: 'plain' });
    expect(refused.location?.searchParams.get('error')).toBe('invalid_request');
    expect(refused.location?.searchParams.get('state')).toBe('state-of-the-wallet');
    expect((await query({ redirect_uri: 'http://evil.example/' })).status).toBe(410);
  });
});

describe('an authorization code', () => {
  it('is not burnt by who lacks the verifier, the address, the client or the key', async () => {
    const { code, verifier } = await authorize(await openOffer());
    const stranger = await createTestClient();
    for (const attempt of [
      exchange({ code, verifier: 'A'.repeat(43) }),
      exchange({ code, verifier, over: { redirect_uri: `${REDIRECT_URI}/` } }),
      exchange({ code, verifier, over: { client_id: 'https://other.example' } }),
      exchange({ code, verifier, by: stranger }),
      exchange({ code: 'made-up', verifier }),
    ]) {
      expect((await attempt).body.error).toBe('invalid_grant');
    }
    expect((await exchange({ code, verifier })).status).toBe(200);
  });

  it('ends what it opened when it comes again', async () => {
    const { code, verifier } = await authorize(await openOffer());
    const tokens = await exchange({ code, verifier });
    const token = String(tokens.body.access_token);
    expect((await exchange({ code, verifier })).body.error).toBe('invalid_grant');
    expect((await fetchCredential(host, { client, token, wallet })).body.error).toBe('invalid_token');
  });
});

describe('two processes on one database', () => {
  const both = <T>(run: (issuer: string, attempt: number) => Promise<T>): Promise<T[]> =>
    Promise.all(
      Array.from({ length: 8 }, (_, attempt) => run(attempt % 2 === 0 ? host.issuer : second.issuer, attempt)),
    );
  // The second process is another address of the same issuer: proofs name the public one.
  const tokenProof = () => client.proof({ url: `${host.issuer}/token` });

  it('give one answer for one code, page and refresh token', async () => {
    const offer = await openOffer();
    const { verifier, form } = createAuthorizationForm({ issuer_state: offer.issuerState });
    const handle = handleOf(await open(form));
    const pages = await both((issuer) =>
      browse(`${issuer}/authorize`, { handle, answer: 'allow', tx_code: offer.txCode }),
    );
    const codes = pages.flatMap((page) => page.location?.searchParams.get('code') ?? []);
    expect(codes).toHaveLength(1);
    const tokenForm = {
      grant_type: 'authorization_code',
      code: codes[0]!,
      redirect_uri: REDIRECT_URI,
      code_verifier: verifier,
      client_id: CLIENT_ID,
    };
    const exchanged = await both(async (issuer) =>
      ask(`${issuer}/token`, { form: tokenForm, headers: { dpop: await tokenProof() } }),
    );
    expect(exchanged.filter((one) => one.status === 200)).toHaveLength(1);

    const other = await redeem(host, { client, ...(await openOffer()) });
    const refreshed = await both(async (issuer) =>
      ask(`${issuer}/token`, {
        form: { grant_type: 'refresh_token', refresh_token: String(other.body.refresh_token) },
        headers: { dpop: await tokenProof() },
      }),
    );
    expect(refreshed.filter((one) => one.status === 200)).toHaveLength(1);
  });

  it('take one jti once and one nonce once', async () => {
    const offer = await openOffer();
    const first = await redeem(host, { client, ...offer });
    const dpop = await tokenProof();
    const answers = await both((issuer) =>
      ask(`${issuer}/token`, { form: { grant_type: 'refresh_token', refresh_token: 'x' }, headers: { dpop } }),
    );
    expect(answers.filter((one) => one.body.error === 'invalid_grant')).toHaveLength(1);
    expect(answers.filter((one) => one.body.error === 'invalid_dpop_proof')).toHaveLength(7);

    const token = String(first.body.access_token);
    const proof = await wallet.prove({ aud: host.issuer, nonce: await fetchNonce(second.issuer) });
    const json = { credential_configuration_id: 'kyc_person_sdjwt', proofs: { jwt: [proof] } };
    const url = `${host.issuer}/credential`;
    const issued = await both(async (issuer) =>
      ask(`${issuer}/credential`, {
        json,
        headers: { authorization: `DPoP ${token}`, dpop: await client.proof({ url, accessToken: token }) },
      }),
    );
    expect(issued.filter((one) => one.status === 200)).toHaveLength(1);
    expect(issued.filter((one) => one.body.error === 'invalid_nonce')).toHaveLength(7);
  });
});

describe('a deferred transaction', () => {
  it('is claimed once, whichever process is asked, and by its own grant only', async () => {
    const first = await redeem(host, { client, ...(await openOffer()) });
    const token = String(first.body.access_token);
    const json = { credential_configuration_id: 'postern_seal' };
    const { transaction_id: transactionId } = (await fetchCredential(host, { client, token, wallet, json })).body;
    await host.registerLeaf();
    const claim = async (issuer: string, accessToken: string) =>
      ask(`${issuer}/deferred`, {
        json: { transaction_id: transactionId },
        headers: {
          authorization: `DPoP ${accessToken}`,
          dpop: await client.proof({ url: `${host.issuer}/deferred`, accessToken }),
        },
      });
    const other = await redeem(host, { client, ...(await openOffer()) });
    expect((await claim(host.issuer, String(other.body.access_token))).body.error).toBe('invalid_transaction_id');
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, attempt) => claim(attempt % 2 === 0 ? host.issuer : second.issuer, token)),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.body.error === 'invalid_transaction_id')).toHaveLength(5);
  });
});

describe('a wallet that is connected before the bank has decided', () => {
  const connect = async () => {
    const applied = await submit();
    const early = await ask(`${host.issuer}/applications/${applied.applicationId}/offers`, {
      json: {},
      headers: { authorization: `Bearer ${applied.statusToken}` },
    });
    const { offerUri, transactionCode } = early.body as { offerUri: string; transactionCode: string };
    const grants = (await ask(offerUri)).body.grants as Record<string, Record<string, string>>;
    const code = Object.values(grants)[0]?.['pre-authorized_code'] ?? '';
    const tokens = await redeem(host, { client, code, txCode: transactionCode });
    return { applied, tokens };
  };
  const claim = (token: string, transactionId: unknown) =>
    client.call(`${host.issuer}/deferred`, { token, json: { transaction_id: transactionId } });

  it('gets its credential deferred, after the approval, by a refreshed token', async () => {
    const { applied, tokens } = await connect();
    expect(tokens.status).toBe(200);
    const token = String(tokens.body.access_token);
    const waiting = await fetchCredential(host, { client, token, wallet });
    expect(waiting).toMatchObject({ status: 202, body: { transaction_id: expect.any(String), interval: 300 } });
    const { transaction_id: transactionId } = waiting.body;
    expect(await claim(token, transactionId)).toMatchObject({ status: 202, body: { transaction_id: transactionId } });
    await decide(applied.applicationId);
    const next = await client.post(`${host.issuer}/token`, {
      grant_type: 'refresh_token',
      refresh_token: String(tokens.body.refresh_token),
    });
    const later = String(next.body.access_token);
    expect((await claim(later, 'made-up')).body.error).toBe('invalid_transaction_id');
    const claimed = await claim(later, transactionId);
    expect(claimed.body).toEqual({ credentials: [{ credential: expect.any(String) }] });
    expect((await claim(later, transactionId)).body.error).toBe('invalid_transaction_id');
    expect((await readApplication(host, applied)).body.state).toBe('active');
  });

  it('keeps a few requests waiting, not any number', async () => {
    const { tokens } = await connect();
    const token = String(tokens.body.access_token);
    const answers = [];
    for (let count = 0; count < 17; count += 1) answers.push(await fetchCredential(host, { client, token, wallet }));
    expect(answers.slice(0, 16).every((answer) => answer.status === 202)).toBe(true);
    expect(answers[16]?.body.error).toBe('credential_request_denied');
  });

  it('gets nothing when the bank refuses, and nobody connects one with a wrong token or after the decision', async () => {
    const { applied, tokens } = await connect();
    const token = String(tokens.body.access_token);
    const { transaction_id: transactionId } = (await fetchCredential(host, { client, token, wallet })).body;
    await maker.decide(applied.applicationId, { action: 'start_review' });
    await takeMeasure({ caseId: applied.applicationId, measure: 'reject', maker, checker });
    expect((await claim(token, transactionId)).body.error).toBe('credential_request_denied');
    const ask1 = (statusToken: string, applicationId = applied.applicationId) =>
      ask(`${host.issuer}/applications/${applicationId}/offers`, {
        json: {},
        headers: { authorization: `Bearer ${statusToken}` },
      });
    expect((await ask1('wrong')).body.code).toBe('ERR_APPLICATION_STATUS_TOKEN');
    expect((await ask1(applied.statusToken)).body.code).toBe('ERR_APPLICATION_OFFER');
  });
});
