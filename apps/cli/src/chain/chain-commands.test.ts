import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startAnvil, type TestChain } from '@postern/testkit';
import { bytesToHex } from '@postern/primitives';
import { mnemonicToAccount } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_MNEMONIC } from '../start/chain/demo-accounts.ts';
import { runChainCheck } from './run-chain-check.ts';
import { runChainDeploy } from './run-chain-deploy.ts';
import { runChainHandOver } from './run-chain-hand-over.ts';
import { runChainMirror } from './run-chain-mirror.ts';

const DAY = 86_400;
let chain: TestChain;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'postern-chain-command-'));
  chain = await startAnvil();
});
afterAll(async () => {
  await chain.stop();
  await rm(folder, { recursive: true, force: true });
});

const keyOf = (addressIndex: number) =>
  bytesToHex(mnemonicToAccount(DEMO_MNEMONIC, { addressIndex }).getHdKey().privateKey ?? new Uint8Array());
const addressOf = (index: number) => chain.createWallet(index).account.address;

function createRun(name: string) {
  const lines: string[] = [];
  const target = {
    rpc: chain.url,
    record: path.join(folder, `${name}.json`),
    print: (line: string) => lines.push(line),
  };
  const governance = { admin: addressOf(1), governor: addressOf(2), guardian: addressOf(3), delay: String(DAY) };
  const shared = { ...target, network: name, heartbeat: '604800', now: () => 0 };
  const state = async () => (JSON.parse(await readFile(target.record, 'utf8')) as { state: string }).state;
  return { lines, target, state, deploy: { ...shared, ...governance, key: keyOf(0) } };
}

describe('postern chain', () => {
  it('deploys, hands over in steps, and finds everything as the record says', async () => {
    const { lines, target, state, deploy } = createRun('alpha');
    expect(await runChainDeploy(deploy)).toBe(0);
    expect(await runChainCheck(target)).toBe(1);
    expect(lines).toContain('✗ nothing is left with the deployer');
    expect(lines).toContain('✓ PassRegistry has the code of the record');

    expect(await runChainHandOver({ ...target, step: 'accept', key: keyOf(1) })).toBe(1);
    expect(await runChainHandOver({ ...target, step: 'offer', key: keyOf(0) })).toBe(0);
    expect(await state()).toBe('offered');
    expect(await runChainHandOver({ ...target, step: 'finish', key: keyOf(0) })).toBe(1);
    expect(await runChainHandOver({ ...target, step: 'accept', key: keyOf(1) })).toBe(0);
    expect(lines).toContain('Issuers that are admitted already: 0. You answer for them from now on.');
    expect(await runChainHandOver({ ...target, step: 'finish', key: keyOf(0) })).toBe(0);
    expect(await state()).toBe('handed-over');
    const { timestamp } = await chain.publicClient.getBlock();
    await chain.testClient.setNextBlockTimestamp({ timestamp: timestamp + BigInt(5 * DAY) });
    await chain.testClient.mine({ blocks: 1 });
    lines.length = 0;
    expect(await runChainCheck(target)).toBe(0);
    expect(lines.every((line) => line.startsWith('✓'))).toBe(true);
  });

  it('needs nothing but a name on a local chain', async () => {
    const { lines, target } = createRun('beta');
    const bare = { ...target, network: 'beta', key: undefined, delay: '0', heartbeat: '604800', now: () => 0 };
    expect(await runChainDeploy({ ...bare, demoAsset: true })).toBe(0);
    expect(lines.some((line) => line.startsWith('DemoDollar'))).toBe(true);
    expect(await runChainCheck(target)).toBe(0);
  });

  it('reads the registries from their events, and goes on from its checkpoint', async () => {
    const { lines, target } = createRun('beta');
    const mirror = { ...target, clock: { now: () => 0 }, checkpoint: path.join(folder, 'mirror.json') };
    expect(await runChainMirror(mirror)).toBe(0);
    expect(lines).toContain('leaves     0 of 0 active');
    expect(await runChainMirror(mirror)).toBe(0);
  });

  it('refuses a record that is missing, malformed or of another chain, and options that make no sense', async () => {
    const { lines, target, deploy } = createRun('gamma');
    expect(await runChainCheck(target)).toBe(1);
    expect(lines.at(-1)).toContain('ERR_CHAIN_COMMAND_RECORD');
    await writeFile(target.record, '{}');
    expect(await runChainCheck(target)).toBe(1);
    expect(lines.at(-1)).toContain('ERR_DEPLOYMENT_INVALID');
    await rm(target.record);
    expect(await runChainDeploy({ ...deploy, admin: 'nobody' })).toBe(1);
    expect(await runChainDeploy({ ...deploy, delay: 'soon' })).toBe(1);
    expect(lines.at(-1)).toContain('ERR_CHAIN_COMMAND_OPTION');
    expect(await runChainDeploy({ ...deploy, key: '0x12' })).toBe(1);
    expect(lines.at(-1)).toContain('ERR_CHAIN_COMMAND_KEY');
    const alpha = createRun('alpha');
    const other = await startAnvil({ chainId: 31_338 });
    try {
      expect(await runChainCheck({ ...alpha.target, rpc: other.url })).toBe(1);
      expect(alpha.lines).toEqual(['✗ the chain has id 31337']);
      const { state } = alpha;
      const before = await state();
      const step = { ...alpha.target, rpc: other.url, step: 'offer', key: keyOf(0) } as const;
      expect(await runChainHandOver(step)).toBe(1);
      expect(alpha.lines.at(-1)).toContain('ERR_CHAIN_COMMAND_RECORD');
      expect(await state()).toBe(before);
    } finally {
      await other.stop();
    }
  });

  it('asks for a key outside local chains', async () => {
    const other = await startAnvil({ chainId: 10 });
    try {
      const { lines, deploy } = createRun('delta');
      expect(await runChainDeploy({ ...deploy, rpc: other.url, key: undefined })).toBe(1);
      expect(lines.at(-1)).toContain('ERR_CHAIN_COMMAND_KEY');
      expect(await runChainDeploy({ ...deploy, rpc: other.url })).toBe(1);
      expect(lines.at(-1)).toContain('ERR_DEPLOYMENT_DEVELOPMENT_KEY');
    } finally {
      await other.stop();
    }
  });
});
