import { startAnvil, type TestChain } from '@postern/testkit';
import { createPublicClient, createWalletClient, custom, type EIP1193RequestFn, parseEther } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createMemoryCheckpointStore } from '../../mirror/checkpoint/checkpoint-store.ts';
import { readIssuerCount } from '../../read/read-issuer-count.ts';
import { circuitKey } from '../generated/circuit-key.ts';
import { deployNetwork, type DeployNetworkOptions, findChangedCode } from './deploy-network.ts';
import { formatNetworkRecord, type NetworkRecord, parseNetworkRecord, toDeployment } from './network-record.ts';

const CONTRACTS = 9;
let chain: TestChain;
beforeAll(async () => {
  chain = await startAnvil();
});
afterAll(() => chain.stop());

const addressOf = (index: number) => chain.createWallet(index).account.address;

function createOptions(index: number, more: Partial<DeployNetworkOptions> = {}): DeployNetworkOptions {
  return {
    walletClient: chain.createWallet(index),
    publicClient: chain.publicClient,
    network: 'local',
    store: createMemoryCheckpointStore(),
    governance: { admin: addressOf(7), governor: addressOf(8), guardian: addressOf(9), delaySeconds: 86_400 },
    heartbeatSeconds: 604_800,
    ...more,
  };
}

describe('deployNetwork', () => {
  let record: NetworkRecord;

  it('deploys, and writes down what, from what, and for whom', async () => {
    const options = createOptions(0);
    record = await deployNetwork(options);
    expect(record).toMatchObject({ format: 1, network: 'local', chainId: 31_337, deployer: addressOf(0) });
    expect(record).toMatchObject({ state: 'deployed', governance: options.governance });
    expect(record.circuit).toEqual({ version: 1, verificationKeySha256: circuitKey.sha256, development: true });
    expect(Object.keys(record.contracts)).toHaveLength(CONTRACTS);
    const text = await options.store.load();
    expect(text).toBe(formatNetworkRecord(record));
    expect(parseNetworkRecord(text ?? '')).toEqual(record);
    const { trustRegistry } = toDeployment(record);
    expect(await readIssuerCount({ client: chain.publicClient, trustRegistry })).toBe(0);
  });

  it('changes nothing when it is repeated', async () => {
    const store = createMemoryCheckpointStore();
    await store.save(formatNetworkRecord(record));
    const nonce = await chain.publicClient.getTransactionCount({ address: addressOf(0) });
    expect(await deployNetwork(createOptions(0, { store }))).toEqual(record);
    expect(await chain.publicClient.getTransactionCount({ address: addressOf(0) })).toBe(nonce);
  });

  it('refuses to continue a record with other settings', async () => {
    const store = createMemoryCheckpointStore();
    await store.save(formatNetworkRecord(record));
    for (const more of [{ network: 'other' }, { heartbeatSeconds: 3600 }, { walletClient: chain.createWallet(1) }]) {
      await expect(deployNetwork(createOptions(0, { store, ...more }))).rejects.toMatchObject({
        code: 'ERR_DEPLOYMENT_INVALID',
      });
    }
  });

  it('finds code that is not what was deployed', async () => {
    const client = chain.publicClient;
    expect(await findChangedCode({ client, record })).toEqual([]);
    const { address } = record.contracts['PassRegistry'] ?? { address: addressOf(0) };
    await chain.testClient.setCode({ address, bytecode: '0x00' });
    expect(await findChangedCode({ client, record })).toEqual(['PassRegistry']);
  });

  it('goes on wherever it was cut, and deploys nothing twice', async () => {
    const store = createMemoryCheckpointStore();
    const deployer = chain.createWallet(2);
    const before = await chain.publicClient.getTransactionCount({ address: deployer.account.address });
    let runs = 0;
    let finished: NetworkRecord | undefined;
    // Each run gets one transaction through, or two, and is cut before or after the node has the last.
    while (finished === undefined) {
      const request = cutAtTransaction({ request: chain.publicClient.request, lost: runs % 2 === 0 });
      const shared = { chain: chain.chain, transport: custom({ request }, { retryCount: 0 }), pollingInterval: 50 };
      const walletClient = createWalletClient({ ...shared, account: deployer.account });
      const publicClient = createPublicClient({ ...shared, cacheTime: 0 });
      const governance = { ...createOptions(2).governance, delaySeconds: 0 };
      try {
        finished = await deployNetwork(createOptions(2, { walletClient, publicClient, store, governance }));
      } catch {
        runs += 1;
      }
    }
    expect(runs).toBeGreaterThan(10);
    const client = chain.publicClient;
    const sent = new Set<string>();
    for (const { transactionHash } of Object.values(finished.contracts)) {
      const receipt = await client.getTransactionReceipt({ hash: transactionHash });
      expect(receipt.status).toBe('success');
      sent.add(receipt.contractAddress ?? '');
    }
    expect(sent.size).toBe(CONTRACTS);
    expect(await findChangedCode({ client, record: finished })).toEqual([]);
    const used = (await client.getTransactionCount({ address: deployer.account.address })) - before;
    const creations = await countCreations(deployer.account.address);
    expect(creations).toBe(CONTRACTS);
    expect(used).toBeLessThan(CONTRACTS + 15);
  }, 60_000);

  it('refuses development keys, development accounts and no delay outside local chains', async () => {
    const other = await startAnvil({ chainId: 10 });
    try {
      const account = privateKeyToAccount(generatePrivateKey());
      await other.testClient.setBalance({ address: account.address, value: parseEther('10') });
      const shared = { chain: other.chain, transport: custom({ request: other.publicClient.request }) };
      const clients = {
        publicClient: other.publicClient,
        walletClient: createWalletClient({ ...shared, account, pollingInterval: 50 }),
      };
      const fresh = () => privateKeyToAccount(generatePrivateKey()).address;
      const governance = { admin: fresh(), governor: fresh(), guardian: fresh(), delaySeconds: 86_400 };
      const held = { ...circuitKey, development: false };
      const refused = { code: 'ERR_DEPLOYMENT_DEVELOPMENT_KEY' };
      await expect(deployNetwork(createOptions(0, { ...clients, governance }))).rejects.toMatchObject(refused);
      const known = { ...governance, guardian: addressOf(9) };
      const withKnown = createOptions(0, { ...clients, governance: known, circuitKey: held });
      await expect(deployNetwork(withKnown)).rejects.toMatchObject(refused);
      const wallet = { ...clients, walletClient: other.createWallet(0) };
      await expect(deployNetwork(createOptions(0, { ...wallet, governance, circuitKey: held }))).rejects.toMatchObject(
        refused,
      );
      const hasty = { ...governance, delaySeconds: 0 };
      await expect(
        deployNetwork(createOptions(0, { ...clients, governance: hasty, circuitKey: held })),
      ).rejects.toMatchObject({ code: 'ERR_DEPLOYMENT_INVALID' });
      const deployed = await deployNetwork(createOptions(0, { ...clients, governance, circuitKey: held }));
      expect(deployed).toMatchObject({ chainId: 10, state: 'deployed', circuit: { development: false } });
    } finally {
      await other.stop();
    }
  });
});

describe('parseNetworkRecord', () => {
  it('refuses what is missing or malformed', async () => {
    const record = await deployNetwork(createOptions(3));
    for (const change of [
      { format: 2 },
      { state: 'done' },
      { deployer: 'nobody' },
      { heartbeatSeconds: -1 },
      { contracts: { PassRegistry: { address: addressOf(0), transactionHash: '0x' } } },
      { governance: undefined },
    ]) {
      const text = JSON.stringify({ ...record, ...change });
      expect(() => parseNetworkRecord(text)).toThrow(expect.objectContaining({ code: 'ERR_DEPLOYMENT_INVALID' }));
    }
    const { deployedAtBlock: _, ...unfinished } = record;
    expect(() => toDeployment(unfinished)).toThrow(expect.objectContaining({ code: 'ERR_DEPLOYMENT_INVALID' }));
  });
});

/** Lets one transaction through and fails at the next: before the node has it (`lost`), or when the answer comes back. */
function cutAtTransaction(options: { request: unknown; lost: boolean }): EIP1193RequestFn {
  const request = options.request as EIP1193RequestFn;
  let sent = 0;
  const cut = async (call: { method: string }): Promise<unknown> => {
    if (call.method !== 'eth_sendRawTransaction') return request(call as never);
    sent += 1;
    if (sent === 2 && options.lost) throw new Error('cut before sending');
    const answer = await request(call as never);
    if (sent === 2) throw new Error('cut after sending');
    return answer;
  };
  return cut as EIP1193RequestFn;
}

async function countCreations(from: string): Promise<number> {
  const latest = await chain.publicClient.getBlockNumber({ cacheTime: 0 });
  let creations = 0;
  for (let blockNumber = 0n; blockNumber <= latest; blockNumber += 1n) {
    const { transactions } = await chain.publicClient.getBlock({ blockNumber, includeTransactions: true });
    creations += transactions.filter(({ to, from: sender }) => to === null && sender === from.toLowerCase()).length;
  }
  return creations;
}
