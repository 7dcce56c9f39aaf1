import { parseCompactJws, verifyCompactJws } from '@postern/credential';
import { deliverMails, type Mail } from '@postern/issuer';
import { zAuthorizationRequest } from '@postern/protocol';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { eventsOf } from './test-support/test-bank-desk.ts';
import { browse, openSecondProcess } from './test-support/test-client.ts';
import { credentialOf, statusOf } from './test-support/test-device.ts';
import {
  DELAY,
  fetchAsked,
  openLink,
  type RebindingWorld,
  type SettledPerson,
  startRebindingWorld,
} from './test-support/test-rebinding.ts';
import { ask } from './test-support/test-wallet.ts';

let world: RebindingWorld;

beforeAll(async () => {
  world = await startRebindingWorld({ port: 19_110 });
}, 120_000);
afterAll(() => world.host.stop());

/** A person whose credential somebody else is about to get, and the page that the message opens. */
async function threatened() {
  const person = await world.settled();
  const deceit = await world.deceive(person);
  const [mail] = await world.mailsTo(person.email!);
  return { person, deceit, link: openLink(mail) };
}
const stateOf = async (person: SettledPerson) => (await world.desk.detail(person.caseId)).rebinding?.state;

describe('the page that the message opens', () => {
  it('takes the secret from the fragment, and neither reads nor decides anything by itself', async () => {
    const { person, link } = await threatened();
    const page = await browse(link.url);
    expect(page.status).toBe(200);
    const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(page.html) ?? [];
    const hash = createHash('sha256').update(script).digest('base64');
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain(`script-src 'sha256-${hash}'`);
    expect(policy).toMatch(/default-src 'none'.*form-action 'self'.*frame-ancestors 'none'/);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('access-control-allow-origin')).toBeNull();
    expect(page.headers.getSetCookie()).toEqual([]);
    const unknown = await browse(link.url.replace(/[^/]+$/, 'A'.repeat(22)));
    expect(unknown.html).toBe(page.html);
    const read = await link.answer('read');
    expect(read.status).toBe(200);
    expect(read.html).toMatch(/value="confirm"[\s\S]*value="object"/);
    expect(await stateOf(person)).toBe('waiting');
  });

  it('opens nothing with another secret, another id, or a form that is not its own', async () => {
    const { person, link } = await threatened();
    const others = await threatened();
    for (const answer of ['read', 'confirm', 'object'] as const) {
      expect((await link.answer(answer, others.link.token)).status).toBe(404);
      expect((await link.answer(answer, 'A'.repeat(43))).status).toBe(404);
    }
    expect((await browse(link.url, { token: link.token })).status).toBe(400);
    expect((await browse(link.url, { token: link.token, answer: 'read', more: '1' })).status).toBe(400);
    expect(await stateOf(person)).toBe('waiting');
  });

  it('lets the holder object: nothing ends by time any more, and two people decide', async () => {
    const { desk, clock } = world;
    for (const decision of ['reinstate', 'revoke'] as const) {
      const { person, deceit, link } = await threatened();
      expect((await link.answer('object')).status).toBe(200);
      expect((await link.answer('object')).status).toBe(200);
      const kinds = [await desk.detail(person.caseId), await desk.detail(deceit.caseId)].map((file) =>
        eventsOf(file, 'rebinding_objected'),
      );
      expect(kinds).toEqual([[['rebinding_objected', deceit.caseId]], [['rebinding_objected', person.caseId]]]);
      clock.pass(10 * DELAY);
      await world.runDue();
      expect(await stateOf(person)).toBe('held');
      expect(await statusOf(person.credential)).toBe('suspended');
      expect((await deceit.device.claim(deceit.transactionId)).status).toBe(202);
      expect((await link.answer('confirm')).status).toBe(409);
      await desk.measure(person.caseId, decision);
      expect(await stateOf(person)).toBe(decision === 'revoke' ? 'done' : 'cancelled');
      expect(await statusOf(person.credential)).toBe(decision === 'revoke' ? 'revoked' : 'valid');
      expect((await link.answer('object')).status).toBe(409);
    }
  });
});

describe('a confirmation by the old wallet', () => {
  it('is asked for under the name of the bank, for its own credential and no claim of it', async () => {
    const { link } = await threatened();
    const page = await link.answer('confirm');
    expect(page.html).toMatch(/href="openid4vp:\/\/\?client_id=decentralized_identifier/);
    const { jws, requestUri } = await fetchAsked(page);
    const { did, publicJwk } = (await world.host.container.context.store.read((reader) =>
      reader.findTenant('demo-bank'),
    ))!;
    await verifyCompactJws({ jws, publicJwk, typ: 'oauth-authz-req+jwt' });
    expect(parseCompactJws(jws).header.kid).toBe(`${did}#key-1`);
    const request = zAuthorizationRequest.parse(parseCompactJws(jws).payload);
    expect(request).toMatchObject({
      client_id: `decentralized_identifier:${did}`,
      response_mode: 'direct_post',
      aud: 'https://self-issued.me/v2',
      client_metadata: { client_name: 'Aurora Bank' },
    });
    expect(request.dcql_query.credentials).toEqual([
      { id: 'person', format: 'dc+sd-jwt', meta: { vct_values: [`${world.host.issuer}/vct/kyc-person/1`] } },
    ]);
    expect(new URL(request.response_uri!).host).toBe(new URL(world.host.url).host);
    const served = await fetch(requestUri, { headers: { origin: 'https://wallet.example' } });
    expect(served.headers.get('content-type')).toContain('application/oauth-authz-req+jwt');
    expect(served.headers.get('access-control-allow-origin')).toBe('*');
    world.clock.pass(601);
    expect((await ask(requestUri)).body.code).toBe('ERR_REBINDING_REQUEST');
  });

  it('moves the credential at once', async () => {
    const { desk } = world;
    const { person, deceit, link } = await threatened();
    const { request } = await fetchAsked(await link.answer('confirm'));
    const answer = await person.device.present({ credential: person.credential, request });
    expect(answer).toMatchObject({ status: 200, body: {} });
    expect(await statusOf(person.credential)).toBe('revoked');
    expect(await statusOf(credentialOf(await deceit.device.claim(deceit.transactionId)))).toBe('valid');
    expect(await desk.detail(person.caseId)).toMatchObject({
      credentialStatus: 'replaced',
      rebinding: { state: 'done' },
    });
    expect(eventsOf(await desk.detail(deceit.caseId), 'rebinding_done')).toEqual([['rebinding_done', person.caseId]]);
    expect((await link.answer('read')).html).not.toContain('value="object"');
    const again = await person.device.present({ credential: person.credential, request });
    expect(again.body.code).toBe('ERR_REBINDING_REQUEST');
  });

  it('is refused, and changes nothing, for whatever is not the old wallet showing the old credential now', async () => {
    const { person, deceit, link } = await threatened();
    const bystander = await world.settled();
    const { request } = await fetchAsked(await link.answer('confirm'));
    const { request: other } = await fetchAsked(await link.answer('confirm'));
    const foreign = await threatened();
    const { request: theirs } = await fetchAsked(await foreign.link.answer('confirm'));
    const { credential } = person;
    const { device } = person;
    const refusals = [
      [await device.present({ credential, request, nonce: other.nonce }), 'ERR_REBINDING_PRESENTATION'],
      [await device.present({ credential, request: { ...request, client_id: 'x' } }), 'ERR_REBINDING_PRESENTATION'],
      [await device.present({ credential, request: { ...request, state: 'x' } }), 'ERR_REBINDING_PRESENTATION'],
      // Somebody else's key over this credential, and somebody else's credential.
      [await deceit.device.present({ credential, request }), 'ERR_REBINDING_PRESENTATION'],
      [await bystander.device.present({ credential: bystander.credential, request }), 'ERR_REBINDING_CREDENTIAL'],
      [await device.present({ credential, request: theirs }), 'ERR_REBINDING_CREDENTIAL'],
      [
        await ask(request.response_uri, { form: { vp_token: '{}', state: request.state } }),
        'ERR_REBINDING_PRESENTATION',
      ],
      [
        await ask(request.response_uri, { form: { vp_token: 'x', state: request.state } }),
        'ERR_REBINDING_PRESENTATION',
      ],
      [await ask(request.response_uri, { form: { response: 'x' } }), 'ERR_REBINDING_PRESENTATION'],
      [
        await ask(`${request.response_uri}`.replace(request.state, 'unknown'), {
          form: { vp_token: '{}', state: 'x' },
        }),
        'ERR_REBINDING_REQUEST',
      ],
    ] as const;
    for (const [answer, code] of refusals) expect(answer.body.code).toBe(code);
    const declined = await ask(request.response_uri, { form: { error: 'access_denied', state: request.state } });
    expect(declined.status).toBe(200);
    expect(await stateOf(person)).toBe('waiting');
    expect(await stateOf(foreign.person)).toBe('waiting');
    expect(await statusOf(credential)).toBe('suspended');
    expect(await statusOf(bystander.credential)).toBe('valid');
    expect((await device.present({ credential, request })).status).toBe(200);
    expect(await stateOf(person)).toBe('done');
  });

  it('counts once, however often it comes at once', async () => {
    const { person, link } = await threatened();
    const { request } = await fetchAsked(await link.answer('confirm'));
    const { request: second } = await fetchAsked(await link.answer('confirm'));
    const { credential } = person;
    const answers = await Promise.all(
      [request, request, second, second].map((each) => person.device.present({ credential, request: each })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(eventsOf(await world.desk.detail(person.caseId), 'rebinding_done')).toHaveLength(1);
  });

  it('moves only what that wallet holds, where two wallets are concerned', async () => {
    const { desk } = world;
    const first = await world.settled();
    const second = await world.settled();
    const { document } = first.application;
    const both = { ...second.application, document };
    const next = await desk.admit(both, { answer: 'same' });
    const device = await world.device();
    await device.redeem(next.offer);
    const waiting = await device.request();
    const detail = await desk.detail(next.caseId);
    expect(detail.rebinding?.otherCaseIds.toSorted()).toEqual([first.caseId, second.caseId].toSorted());
    const [mail] = await world.mailsTo(first.email!);
    expect(await world.mailsTo(second.email!)).toHaveLength(1);
    const { request } = await fetchAsked(await openLink(mail).answer('confirm'));
    expect((await first.device.present({ credential: first.credential, request })).status).toBe(200);
    expect([await statusOf(first.credential), await statusOf(second.credential)]).toEqual(['revoked', 'suspended']);
    expect((await desk.detail(next.caseId)).rebinding?.state).toBe('waiting');
    expect((await device.claim(waiting.body.transaction_id)).status).toBe(202);
    world.clock.pass(DELAY);
    await world.runDue();
    expect(await statusOf(second.credential)).toBe('revoked');
    expect(await statusOf(credentialOf(await device.claim(waiting.body.transaction_id)))).toBe('valid');
  });
});

describe('a message', () => {
  it('is tried again, later and later, and is noted in both files once it is handed over', async () => {
    const { desk, clock, host } = world;
    await world.mailsTo('nobody');
    const person = await world.settled();
    const deceit = await world.deceive(person);
    const sent: Mail[] = [];
    const deliver = (works: boolean) =>
      deliverMails({
        ...host.container.context,
        mailer: {
          send: async (mail) => {
            if (!works) throw new Error(`550 ${mail.to} is unknown`);
            sent.push(mail);
          },
        },
      });
    const told = async () => eventsOf(await desk.detail(person.caseId), 'rebinding_told');
    expect(await deliver(false)).toEqual({ sent: 0, failed: 1 });
    expect(await deliver(true)).toEqual({ sent: 0, failed: 0 });
    expect(await told()).toEqual([]);
    clock.pass(30);
    expect(await deliver(false)).toEqual({ sent: 0, failed: 1 });
    clock.pass(30);
    expect(await deliver(true)).toEqual({ sent: 0, failed: 0 });
    clock.pass(30);
    expect(await deliver(true)).toEqual({ sent: 1, failed: 0 });
    expect(sent).toMatchObject([{ tenant: 'demo-bank', to: person.email }]);
    expect(await told()).toEqual([['rebinding_told', deceit.caseId]]);
    expect(eventsOf(await desk.detail(deceit.caseId), 'rebinding_told')).toEqual([['rebinding_told', person.caseId]]);
    expect(await deliver(true)).toEqual({ sent: 0, failed: 0 });
  });

  it('goes nowhere without a mail system: the files say that nobody was told, and no page shows any', async () => {
    const { desk, clock, host } = world;
    const plain = await openSecondProcess(host, { port: 19_113, clock, env: { ISSUER_DEMO_SIGN_IN: false } });
    try {
      const person = await world.settled();
      const phone = await world.device();
      await desk.measure(person.caseId, 'rebind');
      await phone.redeem(await desk.offerOf(person.applied));
      const waiting = await phone.request('kyc_person_sdjwt', plain.issuer);
      expect(waiting.status).toBe(202);
      expect(eventsOf(await desk.detail(person.caseId), 'rebinding')).toEqual([
        ['rebinding_started', undefined],
        ['rebinding_not_told', undefined],
      ]);
      expect(await world.mailsTo(person.email!)).toEqual([]);
      expect((await ask(plain.issuer.replace('/t/demo-bank', '/outbox'))).body.code).toBe('ERR_NOT_FOUND');
    } finally {
      await plain.stop();
    }
  });
});

describe('the outbox page of the demo', () => {
  it('shows the messages as text, with the address of this service alone as a link', async () => {
    const { person } = await threatened();
    const page = await browse(`${world.host.url}/outbox`);
    expect(page.status).toBe(200);
    expect(page.html).toContain(person.email!);
    expect(page.html).toMatch(new RegExp(`<a href="${world.host.issuer}/rebinding/[\\w-]{22}#[\\w-]{43}">`));
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('access-control-allow-origin')).toBeNull();
  });
});
