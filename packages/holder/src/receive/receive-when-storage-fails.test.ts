import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createHttpClient } from '../http/create-http-client.ts';
import type { HttpClient } from '../ports.ts';
import { keepIssuance, readIssuance, removeIssuance } from '../store/issuance-records.ts';
import { ensureHolderSecret, keepCredential, listCredentials } from '../store/wallet-records.ts';
import { createFailingStorage } from '../testing/create-failing-storage.ts';
import { createTestChain } from '../testing/create-test-chain.ts';
import { clock, random, startTestBank, type TestBank, TX_CODE } from '../testing/start-test-bank.ts';
import { createSteadyVault, type SteadyVault } from '../vault/create-steady-vault.ts';
import { createVault, unlockVault } from '../vault/create-vault.ts';
import type { Vault } from '../vault/open-vault.ts';
import { fetchCredentialOffer } from './fetch-credential-offer.ts';
import { fetchIssuerMetadata } from './fetch-issuer-metadata.ts';
import { receiveCredentials } from './receive-credentials.ts';

const secret = { kind: 'passkey', credentialId: 'Y3JlZA', prfOutput: new Uint8Array(32).fill(5) } as const;

let bank: TestBank;
let world: ReturnType<typeof createFailingStorage>;
let vault: SteadyVault;
let asked: string[];
beforeEach(async () => {
  bank = await startTestBank();
  world = createFailingStorage();
  const opened = await createVault({ storage: world.storage, secret, random });
  vault = createSteadyVault({ vault: opened.vault, onChange: () => {} });
  asked = [];
});
afterEach(() => bank.close());

const fetching = createHttpClient({ fetch });
const http: HttpClient = (request) => {
  asked.push(new URL(request.url).pathname);
  return fetching(request);
};

/** What the wallet does with an offer, store and all. */
async function receive(): Promise<void> {
  const offer = await fetchCredentialOffer({ link: bank.offerLink, http });
  const issuer = await fetchIssuerMetadata({ credentialIssuer: offer.credentialIssuer, http });
  await vault.probe();
  const result = await receiveCredentials({
    ...{ offer, issuer, transactionCode: TX_CODE, http, chain: createTestChain(bank), clock, random },
    holderSecret: await ensureHolderSecret({ vault, random }),
    keep: (credential) => keepCredential(vault, credential),
    keepSession: (session) => keepIssuance(vault, { id: 'one', session }),
  });
  if (result.state !== 'received') throw new Error(result.state);
  await removeIssuance(vault, 'one');
}

/** What another tab, or this one after a reload, finds. */
async function reload(): Promise<Vault> {
  return (await unlockVault({ storage: world.storage, secret, random })).vault;
}

/** Commits of one issuance on a sound store. */
async function countCommits(): Promise<number> {
  await receive();
  return world.commits();
}

describe('an issuance on a store that fails', () => {
  it.each(['QuotaExceededError', 'InvalidStateError', 'UnknownError'])(
    'hands no code in when it fails from the start (%s)',
    async (name) => {
      world.failure.writes = name;
      await expect(receive()).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_STORAGE_/) });
      expect(asked.filter((path) => path.endsWith('/token'))).toEqual([]);
      delete world.failure.writes;
      await receive();
      expect(await listCredentials(await reload())).toHaveLength(1);
    },
  );

  it('goes on in memory from whichever write fails, and is whole in the store once there is room', async () => {
    const commits = await countCommits();
    const probes = 2;
    for (let failing = probes; failing < commits; failing += 1) {
      await bank.close();
      bank = await startTestBank();
      world = createFailingStorage();
      const opened = await createVault({ storage: world.storage, secret, random });
      vault = createSteadyVault({ vault: opened.vault, onChange: () => {} });
      Object.assign(world.failure, { writes: 'QuotaExceededError', writesAfter: failing });
      await receive();
      expect(await listCredentials(vault)).toHaveLength(1);
      expect(bank.notifications).toEqual(['credential_accepted', 'credential_accepted', 'credential_accepted']);
      delete world.failure.writes;
      await vault.flush();
      const after = await reload();
      expect([await listCredentials(after), await readIssuance(after, 'one')]).toEqual([
        await listCredentials(vault),
        undefined,
      ]);
      expect(await ensureHolderSecret({ vault: after, random })).toBe(await ensureHolderSecret({ vault, random }));
    }
    expect(commits).toBeGreaterThan(probes + 4);
  });
});
