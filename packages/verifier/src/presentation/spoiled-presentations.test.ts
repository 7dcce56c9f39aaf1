import { bytesToBase64Url } from '@postern/primitives';
import { describe, expect, it } from 'vitest';

import { asking, createClaimsFixture, type Issue, type Present } from '../testing/create-claims-fixture.ts';
import { createFakePresentation, NOW } from '../testing/create-fake-world.ts';
import { ADA, createTestBank, createTestHolder, ISSUER_URL } from '../testing/create-test-bank.ts';
import { openSession } from '../testing/open-session.ts';

const { bank, holder, protocol, createWorld, present, answer, read } = await createClaimsFixture();

/** Opens, presents, answers, and expects this refusal. */
async function expectRefusal(code: string, issue: Issue = {}, changes: Present = {}) {
  const world = createWorld();
  const opened = await openSession(world, asking(), protocol);
  const given = answer(world, opened, { papers: [await present(opened, issue, changes)] });
  await expect(given).rejects.toMatchObject({ code });
  const refused = await read(world, opened);
  expect(refused).toMatchObject({ state: 'refused', denial: { code } });
  expect(JSON.stringify(refused)).not.toMatch(/Ada|Lovelace|1990|Berlin/);
  expect(refused).not.toHaveProperty('credentials');
}

describe('a spoiled presentation is refused', () => {
  it('unsigned, or under an algorithm that is not the key’s', async () => {
    for (const alg of ['none', 'HS256', 'ES384', 'EdDSA']) {
      await expectRefusal('ERR_PRESENTATION_ALGORITHM', { header: { alg, kid: 'key-1' } });
    }
  });

  it('signed by another key than the issuer’s', async () => {
    const foreign = await createTestBank();
    const token = await foreign.issueSdJwt({ holderJwk: holder.publicJwk });
    await expectRefusal('ERR_PRESENTATION_SIGNATURE', {}, { token });
  });

  it('by a key that comes along in the header', async () => {
    const foreign = await createTestBank();
    const token = await foreign.issueSdJwt({ holderJwk: holder.publicJwk, header: { jwk: foreign.publicJwk } });
    await expectRefusal('ERR_PRESENTATION_SIGNATURE', {}, { token });
  });

  it('by a chain to an authority that nobody trusts', async () => {
    const foreign = await createTestBank();
    const { x5c } = foreign;
    const issue = (iss: string) =>
      foreign.issueSdJwt({ holderJwk: holder.publicJwk, header: { x5c }, payload: { iss } });
    await expectRefusal('ERR_POLICY_ISSUER_UNTRUSTED', {}, { token: await issue('https://bank.example') });
    // Under a name that is trusted by name, the chain does not count at all.
    await expectRefusal('ERR_PRESENTATION_SIGNATURE', {}, { token: await issue(ISSUER_URL) });
  });

  it('by an issuer named beside the certificate of another', async () => {
    await expectRefusal('ERR_PRESENTATION_ISSUER_NAME', {
      payload: { iss: 'https://evil.example' },
      header: { x5c: bank.x5c },
    });
  });

  it('as a JWT of another kind', async () => {
    for (const typ of ['vc+sd-jwt', 'JWT', 'kb+jwt'])
      await expectRefusal('ERR_PRESENTATION_JWT_TYPE', { header: { typ } });
  });

  it.each(['exp', 'nbf', 'cnf', 'status', 'vct', 'iss'])('with a hidden %s', async (hidden) => {
    const world = createWorld();
    const opened = await openSession(world, asking(), protocol);
    const parts = (await present(opened)).split('~');
    const disclosure = bytesToBase64Url(new TextEncoder().encode(JSON.stringify(['c2FsdC1vZi0xMjgtYml0', hidden, 1])));
    parts.splice(1, 0, disclosure);
    const given = answer(world, opened, { papers: [parts.join('~')] });
    await expect(given).rejects.toMatchObject({ code: 'ERR_PRESENTATION_DISCLOSURE' });
  });

  it('with a disclosure that belongs to nothing, or one twice', async () => {
    const world = createWorld();
    const opened = await openSession(world, asking(), protocol);
    const good = await present(opened);
    const [jws = '', ...parts] = good.split('~');
    const keyBinding = parts.pop() ?? '';
    const [first = ''] = parts;
    for (const disclosures of [
      [...parts, first],
      [...parts, 'WyJzIiwiYWRtaW4iLHRydWVd'],
    ]) {
      const spoiled = [jws, ...disclosures, keyBinding].join('~');
      await expect(answer(world, opened, { papers: [spoiled] })).rejects.toMatchObject({
        code: 'ERR_PRESENTATION_DISCLOSURE',
      });
    }
  });

  it('made for another verifier, or for this one without its prefix', async () => {
    for (const audience of ['decentralized_identifier:did:web:evil.example', 'did:web:localhost%3A4104:p:demo-vault']) {
      await expectRefusal('ERR_PRESENTATION_AUDIENCE', {}, { audience });
    }
  });

  it('made for another request', () => expectRefusal('ERR_PRESENTATION_NONCE', {}, { nonce: 'N'.repeat(32) }));

  it('made too long ago, or ahead of time', async () => {
    await expectRefusal('ERR_PRESENTATION_STALE', {}, { now: NOW - 301 });
    await expectRefusal('ERR_PRESENTATION_STALE', {}, { now: NOW + 61 });
  });

  it('with other disclosures than those bound', async () => {
    const world = createWorld();
    const opened = await openSession(world, asking(), protocol);
    const parts = (await present(opened)).split('~');
    parts.splice(1, 1);
    const given = answer(world, opened, { papers: [parts.join('~')] });
    await expect(given).rejects.toMatchObject({ code: 'ERR_PRESENTATION_HOLDER_BINDING' });
  });

  it('without key binding, or bound by somebody else’s key', async () => {
    const world = createWorld();
    const opened = await openSession(world, asking(), protocol);
    const token = await bank.issueSdJwt({ holderJwk: holder.publicJwk });
    await expect(answer(world, opened, { papers: [token] })).rejects.toMatchObject({
      code: 'ERR_PRESENTATION_HOLDER_BINDING',
    });
    const other = await createTestHolder();
    const stolen = await bank.issueSdJwt({ holderJwk: other.publicJwk });
    await expectRefusal('ERR_PRESENTATION_HOLDER_BINDING', {}, { token: stolen });
  });

  it('expired, or not valid yet', async () => {
    await expectRefusal('ERR_PRESENTATION_CREDENTIAL_EXPIRED', { payload: { exp: NOW } });
    await expectRefusal('ERR_PRESENTATION_CREDENTIAL_NOT_YET_VALID', { payload: { nbf: NOW + 3600 } });
  });

  it('of another type', () =>
    expectRefusal('ERR_PRESENTATION_TYPE', { payload: { vct: 'https://bank.example/vct/kyc/2' } }));

  it('without a claim that was asked, or with a value that is not accepted', async () => {
    await expectRefusal('ERR_PRESENTATION_CLAIM_MISSING', {}, { disclose: [['given_name']] });
    await expectRefusal('ERR_POLICY_CLAIM_VALUE', { claims: { ...ADA, address: { country: 'KP' } } });
  });

  it('as an object where a text is due, or a text that is nothing', async () => {
    const world = createWorld();
    const opened = await openSession(world, asking(), protocol);
    for (const [given, code] of [
      [createFakePresentation(), 'ERR_PRESENTATION_FORMAT'],
      ['text', 'ERR_PRESENTATION_CREDENTIAL_MALFORMED'],
      ['a.b.c~', 'ERR_PRESENTATION_HOLDER_BINDING'],
    ] as const) {
      await expect(answer(world, opened, { papers: [given] })).rejects.toMatchObject({ code });
    }
  });
});
