import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createHttpClient } from '../http/create-http-client.ts';
import { keepIssuance, readIssuance } from '../store/issuance-records.ts';
import type { StoredCredential } from '../store/stored-credential.ts';
import { keepCredential, listCredentials, replaceCredential } from '../store/wallet-records.ts';
import { CONFIGURATION, type ForeignIssuer, startForeignIssuer } from '../testing/start-foreign-issuer.ts';
import { clock, random } from '../testing/start-test-bank.ts';
import { createVault } from '../vault/create-vault.ts';
import { createMemoryVaultStorage } from '../vault/memory-vault-storage.ts';
import type { Vault } from '../vault/open-vault.ts';
import { fetchCredentialOffer } from './fetch-credential-offer.ts';
import { fetchIssuerMetadata } from './fetch-issuer-metadata.ts';
import { receiveCredentials } from './receive-credentials.ts';
import { renewCredentials, startRenewal } from './renew-credentials.ts';

const http = createHttpClient({ fetch });
const base = { http, clock, random };
let issuer: ForeignIssuer;
let vault: Vault;
let credential: StoredCredential;

const readIssuer = () => fetchIssuerMetadata({ credentialIssuer: issuer.origin, http });
const behave = (change: Partial<ForeignIssuer['behaviour']>) => Object.assign(issuer.behaviour, change);
const refreshTokensAsked = () =>
  issuer.posted.flatMap(({ path, form }) => (path === '/token' ? (form.get('refresh_token') ?? []) : []));

beforeEach(async () => {
  issuer = await startForeignIssuer();
  const grants = { 'urn:ietf:params:oauth:grant-type:pre-authorized_code': { 'pre-authorized_code': 'p' } };
  const document = { credential_issuer: issuer.origin, credential_configuration_ids: [CONFIGURATION], grants };
  const link = `openid-credential-offer://?credential_offer=${encodeURIComponent(JSON.stringify(document))}`;
  const offer = await fetchCredentialOffer({ link, http });
  const secret = { kind: 'passphrase' as const, passphrase: 'a long enough passphrase' };
  ({ vault } = await createVault({ storage: createMemoryVaultStorage(), secret, random }));
  const keep = (received: StoredCredential) => keepCredential(vault, received);
  await receiveCredentials({ ...base, offer, issuer: await readIssuer(), transactionCode: undefined, keep });
  credential = (await listCredentials(vault))[0]!;
});
afterEach(() => issuer.close());

/** As a wallet does it: the session is kept, then the new credential takes the old one's place. */
async function renew(): Promise<void> {
  const [current] = await listCredentials(vault);
  await renewCredentials({
    ...base,
    issuer: await readIssuer(),
    credential: current!,
    keepSession: (session) => keepIssuance(vault, { id: 'renewal', session, replaces: credential.id }),
    keep: async (received) => void (await replaceCredential(vault, { id: credential.id, credential: received })),
  });
}

describe('a renewal', () => {
  it('puts fresh copies in the place of the old ones, and can be done again', async () => {
    await renew();
    await renew();
    const [renewed, ...others] = await listCredentials(vault);
    expect(others).toEqual([]);
    expect(renewed!.id).toBe(credential.id);
    expect(renewed!.documents[0]!.copies[0]!.token).not.toBe(credential.documents[0]!.copies[0]!.token);
    expect(refreshTokensAsked()).toEqual(['rt-1', 'rt-2']);
  });

  it('that the issuer refuses leaves the credential, with the refresh token that counts next', async () => {
    behave({ firstError: 'credential_request_denied' });
    await expect(renew()).rejects.toMatchObject({ code: 'ERR_CREDENTIAL_REFUSED' });
    const [kept] = await listCredentials(vault);
    expect(kept!.documents).toEqual(credential.documents);
    await renew();
    expect(refreshTokensAsked()).toEqual(['rt-1', 'rt-2']);
  });

  it('is not possible without a refresh token, or with one that is not taken any more', async () => {
    const { renewal: _, ...without } = credential;
    const profile = await readIssuer();
    await expect(startRenewal({ ...base, credential: without, issuer: profile })).rejects.toMatchObject({
      code: 'ERR_TOKEN_EXPIRED',
    });
    behave({ expired: ['rt-1'] });
    await expect(renew()).rejects.toMatchObject({ code: 'ERR_TOKEN_EXPIRED' });
    expect(await readIssuance(vault, 'renewal')).toBeUndefined();
  });

  it.each(['/token', '/nonce', '/credential'])(
    'at an issuer whose %s is out of order can be tried again',
    async (path) => {
      for (const status of [429, 503]) {
        behave({ failing: { [path]: status } });
        await expect(renew()).rejects.toMatchObject({ code: 'ERR_HTTP_UNREACHABLE', details: { status } });
      }
      behave({ failing: {} });
      await renew();
    },
  );
});
