import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { createProgress, parseStartOptions, type Stack, startStack } from '@postern/cli';
import { readIsAdmitted } from '@postern/contracts';
import { depositInVault } from '../../apps/cli/src/demo/steps/deposit-in-vault.ts';
import { receiveFromBank } from '../../apps/cli/src/demo/steps/receive-credentials.ts';
import { admitHolder, approveNewPerson, createActors, prepareAccounts, proveForAccount } from '../fixtures/actors.ts';

const start = (dataDir: string): Promise<Stack> =>
  startStack({
    ...parseStartOptions({ data: dataDir, portBase: '19200', chainPort: '19245', logLevel: 'warn' }),
    random: { bytes: (length) => new Uint8Array(randomBytes(length)) },
    progress: createProgress({ write: () => undefined, quiet: true, monotonicMs: () => performance.now() }),
  });

test('services, chain and databases stop in the middle of the walk, and nothing is lost', async () => {
  test.setTimeout(180_000);
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'postern-e2e-restart-'));
  let stack = await start(dataDir);
  const restart = async (): Promise<void> => {
    await stack.stop();
    stack = await start(dataDir);
  };
  try {
    const { urls } = stack;
    const actors = await createActors({ urls });
    const { walker, stack: places } = actors;
    await prepareAccounts(actors);
    const { walletUrl: link, transactionCode } = await approveNewPerson(actors);

    // The offer is open: what the bank decided, and the contracts, must come back.
    await restart();
    const { value: credential } = await receiveFromBank({ ...walker, link, transactionCode });
    const admission = await proveForAccount(actors, credential);

    // The proof is made and verified: the pass is not there yet.
    await restart();
    await admitHolder(actors, admission);
    await depositInVault({ clients: walker.holder, vault: places.vault, asset: places.asset });

    await restart();
    const account = walker.holder.walletClient.account.address;
    expect(await readIsAdmitted({ client: walker.client, ...places, account })).toBe(true);
  } finally {
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});
