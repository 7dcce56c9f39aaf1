import { bytesToBase64Url, type JsonValue } from '@postern/primitives';
import { sha256 } from '@postern/credential';
import { describe, expect, it } from 'vitest';

import type { ProtocolRecord } from '../ports.ts';
import { asking, createClaimsFixture } from '../testing/create-claims-fixture.ts';
import { ISSUER_URL, STATUS_URI } from '../testing/create-test-bank.ts';
import { NOW } from '../testing/create-fake-world.ts';
import { openSession } from '../testing/open-session.ts';

const { bank, protocol, createWorld, present, answer } = await createClaimsFixture();

/** A trusted issuer made this claim disclosable: the payload has its digest, and the holder may keep the rest. */
async function hide(name: string, value: JsonValue): Promise<{ text: string; payload: Record<string, JsonValue> }> {
  const text = bytesToBase64Url(new TextEncoder().encode(JSON.stringify(['c2FsdA', name, value])));
  // A digest in an array of its own: the fixture's bank keeps its own `_sd`.
  return { text, payload: { [name]: undefined as never, more: { _sd: [bytesToBase64Url(await sha256(text))] } } };
}

async function show(payload: Record<string, unknown>, as: ProtocolRecord = protocol) {
  const world = createWorld();
  const opened = await openSession(world, asking(), as);
  return answer(world, opened, { papers: [await present(opened, { payload: payload as never })] }, as);
}

describe('a limit that the holder could have withheld', () => {
  it.each([
    ['exp', NOW + 9, 'expiry', 'ERR_POLICY_CREDENTIAL_WITHOUT_EXPIRY'],
    ['iat', NOW - 9, 'date', 'ERR_POLICY_CREDENTIAL_WITHOUT_DATE'],
    ['status', { status_list: { uri: STATUS_URI, idx: 7 } }, 'status', 'ERR_POLICY_CREDENTIAL_WITHOUT_STATUS'],
  ] as const)('%s is asked of every issuer, but of those known to do without', async (name, value, bound, code) => {
    await expect(show({})).resolves.toEqual({ status: 'verified' });
    const { payload } = await hide(name, value);
    await expect(show(payload)).rejects.toMatchObject({ code });
    const excepting = (issuer: string) => ({ ...protocol, issuerExceptions: [{ issuer, mayLack: [bound] }] });
    await expect(show(payload, excepting(ISSUER_URL))).resolves.toEqual({ status: 'verified' });
    for (const other of [bank.did, 'x509'])
      await expect(show(payload, excepting(other))).rejects.toMatchObject({ code });
  });

  it.each([
    ['iss', ISSUER_URL, 'ERR_POLICY_ISSUER_UNTRUSTED'],
    ['vct', 'https://bank.example/v', 'ERR_PRESENTATION_CREDENTIAL_MALFORMED'],
  ])('%s is needed in any case', async (name, value, code) => {
    const { payload } = await hide(name, value);
    await expect(show(payload)).rejects.toMatchObject({ code });
  });

  it('nbf that is shown is judged, ahead as any other', async () => {
    await expect(show({ nbf: NOW - 1 })).resolves.toEqual({ status: 'verified' });
    await expect(show({ nbf: NOW + 61 })).rejects.toMatchObject({ code: 'ERR_PRESENTATION_CREDENTIAL_NOT_YET_VALID' });
  });

  it('is asked of an issuer that is trusted by a certificate as well, under the name x509', async () => {
    const byChain = { ...protocol, trustedIssuers: [bank.did] };
    const header = { x5c: bank.x5c };
    const show = async (payload: object, as: ProtocolRecord) => {
      const world = createWorld();
      world.ports.certificates.readKeyIdentifier = () => undefined as never;
      const opened = await openSession(world, asking(), as);
      const papers = [await present(opened, { payload: payload as never, header })];
      return answer(world, opened, { papers }, as);
    };
    await expect(show({}, byChain)).resolves.toEqual({ status: 'verified' });
    const bare = { exp: undefined };
    await expect(show(bare, byChain)).rejects.toMatchObject({ code: 'ERR_POLICY_CREDENTIAL_WITHOUT_EXPIRY' });
    const issuerExceptions = [{ issuer: 'x509', mayLack: ['expiry' as const] }];
    await expect(show(bare, { ...byChain, issuerExceptions })).resolves.toEqual({ status: 'verified' });
  });
});
