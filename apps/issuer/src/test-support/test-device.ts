import { decodeTokenStatusList, parseCompactJws, presentSdJwtVc, sealFromClaims } from '@postern/credential';
import { type Clock, getStatusBit } from '@postern/primitives';

import type { TestIssuer } from './start-test-issuer.ts';
import { createTestClient, redeem } from './test-client.ts';
import { type Answer, ask, createTestWallet, fetchNonce, type TestWallet } from './test-wallet.ts';

/** A person's device: a wallet with a holder secret, and its access to the bank. */
export type TestDevice = {
  wallet: TestWallet;
  /** Exchanges an offer; what is asked for later is asked for under it. */
  redeem(offer: { code: string; txCode: string }): Promise<void>;
  refresh(): Promise<Answer>;
  /** Asks for a credential; `at` another process of the bank. */
  request(configurationId?: string, at?: string): Promise<Answer>;
  claim(transactionId: unknown): Promise<Answer>;
  /** Answers a request of the bank with a credential that it holds. */
  present(options: { credential: string; request: AskedPresentation; nonce?: string }): Promise<Answer>;
};

/** A request object of the bank, as a wallet reads it. */
export type AskedPresentation = { client_id: string; response_uri: string; nonce: string; state: string };

/** @param options.commitment `null` for a wallet that knows nothing of seals */
export async function createTestDevice(options: {
  host: TestIssuer;
  clock: Clock;
  secret: bigint;
  commitment?: null;
}): Promise<TestDevice> {
  const { host, clock, secret } = options;
  const client = await createTestClient(clock);
  const wallet = await createTestWallet(secret);
  const tokens = { access: '', refresh: '' };
  const keep = (answer: Answer): Answer => {
    if (answer.status !== 200) return answer;
    tokens.access = String(answer.body.access_token);
    tokens.refresh = String(answer.body.refresh_token);
    return answer;
  };
  return {
    wallet,
    redeem: async (offer) => {
      const answer = keep(await redeem(host, { client, ...offer }));
      if (answer.status !== 200) throw new Error(`token: ${answer.status} ${JSON.stringify(answer.body)}`);
    },
    refresh: async () =>
      keep(await client.post(`${host.issuer}/token`, { grant_type: 'refresh_token', refresh_token: tokens.refresh })),
    request: async (configurationId = 'kyc_person_sdjwt', at = host.issuer) => {
      const proof = await wallet.prove({
        aud: host.issuer,
        nonce: await fetchNonce(host.issuer),
        payload: { iat: clock.now() },
        ...(options.commitment === null ? { commitment: null } : {}),
      });
      const json = { credential_configuration_id: configurationId, proofs: { jwt: [proof] } };
      return client.call(`${at}/credential`, { token: tokens.access, json, htu: `${host.issuer}/credential` });
    },
    claim: (transactionId) =>
      client.call(`${host.issuer}/deferred`, { token: tokens.access, json: { transaction_id: transactionId } }),
    present: async ({ credential, request, nonce = request.nonce }) => {
      const presentation = await presentSdJwtVc({
        token: credential,
        disclose: [],
        signer: wallet.signer,
        audience: request.client_id,
        nonce,
        now: clock.now(),
      });
      return ask(request.response_uri, {
        form: { vp_token: JSON.stringify({ person: [presentation] }), state: request.state },
      });
    },
  };
}

/** The one credential of an answer. */
export function credentialOf(answer: Answer): string {
  const [first] = (answer.body.credentials ?? []) as { credential: string }[];
  if (first === undefined) throw new Error(`no credential: ${answer.status} ${JSON.stringify(answer.body)}`);
  return first.credential;
}

/** What the bank's token status list says of an SD-JWT VC. */
export async function statusOf(credential: string): Promise<'valid' | 'suspended' | 'revoked'> {
  const { status } = parseCompactJws(credential.split('~')[0]!).payload as {
    status: { status_list: { uri: string; idx: number } };
  };
  const { uri, idx } = status.status_list;
  const { status_list: list } = parseCompactJws(await (await fetch(uri)).text()).payload as {
    status_list: { lst: string };
  };
  const { revoked, suspended } = await decodeTokenStatusList(list.lst);
  if (getStatusBit(revoked, idx)) return 'revoked';
  return getStatusBit(suspended, idx) ? 'suspended' : 'valid';
}

/** Slot 14 of a seal. */
export function reboundAtOf(sealJwt: string): bigint {
  const { vc } = parseCompactJws(sealJwt).payload as unknown as { vc: { credentialSubject: { seal: unknown } } };
  return sealFromClaims(vc.credentialSubject.seal).values[14]!;
}
