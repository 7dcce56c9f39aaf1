import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createClaimsClient } from './test-support/claims-client.ts';
import { createTestHolder, startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import { startVerifierWorld, type VerifierWorld } from './test-support/start-verifier-world.ts';

// It stands still but for `advance`: seconds count here.
let time = Math.floor(Date.now() / 1000);
const clock = () => time;

let world: VerifierWorld;
let issuer: TestIssuer;
let holder: Awaited<ReturnType<typeof createTestHolder>>;
const { api, askSdJwt, askW3c, open, present, post, read } = createClaimsClient(() => ({ world, issuer, holder }));

beforeAll(async () => {
  [issuer, holder] = await Promise.all([startTestIssuer({ clock }), createTestHolder({ clock })]);
  const trust = { trustedIssuers: [issuer.issuer, issuer.did], trustAnchors: [] };
  world = await startVerifierWorld({ port: 6510, trust, clock });
}, 120_000);
afterAll(async () => {
  await world?.stop();
  await issuer?.stop();
});

function advance(seconds: number): void {
  time += seconds;
}

const FORMS = {
  'dc+sd-jwt': { ask: askSdJwt, show: present },
  jwt_vc_json: w3c(1, (index) => issuer.issueVcJwt(holder.did, index)),
  'jwt_vc_json of before, which names revocations alone': w3c(1, (index) =>
    issuer.issueVcJwt(holder.did, index, 'revocation'),
  ),
  'vc+jwt': w3c(2, (index) => issuer.issueVcdm2(holder.did, index)),
} as const;

function w3c(version: 1 | 2, issue: (index: number) => Promise<string>) {
  return {
    ask: () => askW3c(version === 1 ? 'jwt_vc_json' : 'vc+jwt'),
    show: async ({ request }: Awaited<ReturnType<typeof open>>, index: number) => {
      const { client_id: audience = '', nonce } = request;
      return holder.presentW3c(version, await issue(index), { audience, nonce });
    },
  };
}

/** What the service says to a credential of this form and index, now. */
async function show(form: keyof typeof FORMS, index: number) {
  const { ask, show: make } = FORMS[form];
  const opened = await open({ credentials: [ask()] });
  const answered = await post(opened, { papers: [await make(opened, index)] });
  return { opened, outcome: answered.status === 200 ? 'accepted' : String(answered.body.code) };
}

describe.each(Object.keys(FORMS) as (keyof typeof FORMS)[])('a decision about %s', (form) => {
  const index = 100 + Object.keys(FORMS).indexOf(form);
  const suspended = 'ERR_POLICY_CREDENTIAL_SUSPENDED';
  const revoked = 'ERR_POLICY_CREDENTIAL_REVOKED';

  it.each([
    ['suspension', () => issuer.state.suspended.add(index), 'accepted', suspended],
    ['reinstatement', () => issuer.state.suspended.delete(index), suspended, 'accepted'],
    ['suspension again', () => issuer.state.suspended.add(index), 'accepted', suspended],
    ['revocation', () => issuer.state.revoked.add(index), suspended, revoked],
  ])('counts within a minute, whatever caches hold: %s', async (_what, decide, before, after) => {
    // Everything that was kept is over; then a cache in front of the bank takes a copy a moment before the decision.
    issuer.state.cacheSeconds = 15;
    advance(100);
    for (const path of ['token', 'combined', 'revocation', 'suspension', 'v2/revocation', 'v2/suspension']) {
      await (await fetch(`${issuer.did.replace('did:web:', 'http://').replace('%3A', ':')}/status/${path}`)).text();
    }
    decide();
    // The service takes the copy at its last moment, and keeps it for its own time.
    advance(14);
    expect((await show(form, index)).outcome).toBe(before);
    let elapsed = 14;
    for (let outcome = before; outcome !== after && elapsed <= 60; elapsed += 5) {
      advance(5);
      ({ outcome } = await show(form, index));
    }
    expect(elapsed).toBeLessThanOrEqual(60);
    expect((await show(form, index)).outcome).toBe(after);
  });

  it('leaves everybody else’s credential as it was', async () => {
    expect((await show(form, index + 50)).outcome).toBe('accepted');
  });
});

describe('the status of a shown credential', () => {
  beforeAll(() => {
    issuer.state.cacheSeconds = 0;
  });

  it('is told with its age and the bound', async () => {
    advance(61);
    await show('jwt_vc_json', 300);
    advance(20);
    const { opened } = await show('jwt_vc_json', 301);
    const [credential] = (await read(opened)).credentials ?? [];
    expect(credential?.status).toEqual({ asOf: time - 20, age: 20, bound: 60 });
  });

  it('is told of the protocol’s credentials in general', async () => {
    expect((await api('/v1/protocol')).body).toMatchObject({
      credentialEffect: 60,
      policies: [{ proofEffect: { anchored: 156, first: 456, renewal: 756 } }, {}],
    });
  });

  it('at an index outside the list is a fault of the credential', async () => {
    const opened = await open({ credentials: [askSdJwt()] });
    const refused = await post(opened, { papers: [await present(opened, 2 ** 40)] });
    expect(refused).toMatchObject({ status: 400, body: { code: 'ERR_PRESENTATION_STATUS_REFERENCE' } });
  });

  it('decides nothing while a list cannot be had, and the same answer counts later', async () => {
    advance(61);
    const opened = await open({ credentials: [askSdJwt()] });
    const papers = [await present(opened)];
    issuer.state.down = true;
    const undecided = await post(opened, { papers });
    issuer.state.down = false;
    expect(undecided).toMatchObject({ status: 503, body: { code: 'ERR_STATUS_UNAVAILABLE' } });
    expect(undecided.type).toContain('application/problem+json');
    expect((await read(opened)).state).toBe('fetched');
    advance(11);
    expect((await post(opened, { papers })).status).toBe(200);
  });

  it('comes from whole lists that are kept: two credentials cost one request', async () => {
    advance(61);
    issuer.state.requests.length = 0;
    for (const index of [70, 71]) expect((await show('dc+sd-jwt', index)).outcome).toBe('accepted');
    expect(issuer.state.requests.filter((path) => path === '/status/token')).toEqual(['/status/token']);
  });
});
