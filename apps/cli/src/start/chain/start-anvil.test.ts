import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readPolicy } from '@postern/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReadClient } from './create-chain-clients.ts';
import { deployDemo } from './deploy-demo.ts';
import { assertPresentRelease, isDeployed } from './deployment-record.ts';
import { type RunningChain, startAnvil } from './start-anvil.ts';

describe('the local chain', () => {
  const endpoint = { rpcUrl: 'http://127.0.0.1:18778', chainId: 31_337 };
  let dir: string;
  let chain: RunningChain | undefined;

  const start = async (name: string): Promise<void> => {
    const files = { stateFile: path.join(dir, name, 'state.json'), logFile: path.join(dir, 'chain.log') };
    chain = await startAnvil({ port: 18_778, chainId: endpoint.chainId, ...files });
  };

  beforeAll(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'postern-chain-'));
  });
  afterAll(async () => {
    await chain?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  it('keeps contracts and events over a restart, and notices a chain that lost them', async () => {
    await start('one');
    const operatorPrivateKey = `0x${'11'.repeat(32)}` as const;
    const record = await deployDemo({ ...endpoint, operatorPrivateKey, bankName: 'Aurora Bank' });
    await chain?.stop();

    await start('one');
    expect(await isDeployed(createReadClient(endpoint), record)).toBe(true);
    const { policyRegistry } = record.deployment;
    const policy = await readPolicy({ client: createReadClient(endpoint), policyRegistry, policyId: record.policyId });
    expect(policy.policyJson).toContain('"issuers":[1]');
    await assertPresentRelease(createReadClient(endpoint), record);
    // Another contract stands where the pass registry of this release belongs.
    const other = { ...record, deployment: { ...record.deployment, passRegistry: policyRegistry } };
    await expect(assertPresentRelease(createReadClient(endpoint), other)).rejects.toMatchObject({
      code: 'ERR_LAUNCHER_CONTRACTS',
    });
    // The policy on chain is not the one that this release would make for that bank.
    const ofOtherBank = { ...record, issuerId: record.issuerId + 1 };
    await expect(assertPresentRelease(createReadClient(endpoint), ofOtherBank)).rejects.toMatchObject({
      code: 'ERR_LAUNCHER_CONTRACTS',
    });
    await chain?.stop();

    await start('two');
    expect(await isDeployed(createReadClient(endpoint), record)).toBe(false);
  }, 60_000);

  it('says so when its port is taken', async () => {
    const files = { stateFile: path.join(dir, 'three', 'state.json'), logFile: path.join(dir, 'chain.log') };
    const second = startAnvil({ port: 18_778, chainId: endpoint.chainId, ...files });
    await expect(second).rejects.toMatchObject({ code: 'ERR_LAUNCHER_PORT' });
  });
});
