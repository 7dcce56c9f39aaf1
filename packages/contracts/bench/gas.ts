// `npm run bench gas`: what each call costs, measured on anvil with real proofs. Fails over a target.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { admit, admitBatch, anchorStatus, demoDollarAbi, harborVaultAbi, passRegistryAbi } from '@postern/contracts';
import { deployNetwork, deployPostern, deployVault } from '@postern/contracts/deploy';
import { createFileCheckpointStore } from '@postern/contracts/mirror-file';
import { createStatusBits, createStatusTree, setStatusBit } from '@postern/primitives';
import { type Abi, type Address, encodeDeployData, encodeFunctionData, keccak256 } from 'viem';

import { startWalk, type Walk } from '../test/support/start-walk.ts';
import { startVectorChain } from '../test/support/start-vector-chain.ts';
import { compileSolidity } from './support/compile-solidity.ts';

const TRANSACTION = 21_000n;
/** EIP-2929: what a contract pays for its first call to another. */
const COLD_ACCOUNT = 2_600n;
/** Of the walk's policy, in seconds. */
const MOVE_COOLDOWN = 7 * 86_400;
const BATCHES = [1, 4, 16, 32] as const;
type Row = { what: string; value: bigint; unit?: 'gas' | '%' | 'ms'; target?: bigint };
const rows: Row[] = [];

await measureWalk();
await measureBatches();
printRows();
if (rows.some(({ value, target }) => target !== undefined && value > target)) process.exitCode = 1;

/** In this order: a move takes the holder's pass away, and the proofs of the walk are made against an empty list. */
async function measureWalk(): Promise<void> {
  const walk = await startWalk();
  try {
    await measureDeployments(walk);
    await measureAdmissions(walk);
    await measureQuestion(walk);
    await measureGate(walk);
    await measureMoves(walk);
    await measureAnchors(walk);
  } finally {
    await walk.stop();
  }
}

/** What tests do, and what `npm run contracts:deploy` does: with journal, hashes of all code and a record in a file. */
async function measureDeployments(walk: Walk): Promise<void> {
  const bare = await timeOf(() => deployPostern({ ...walk.walletOf(0), development: true, withDemoAsset: true }));
  rows.push({ what: 'deploy everything, local chain', value: bare, unit: 'ms', target: 60_000n });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'postern-bench-'));
  try {
    const recorded = await timeOf(async () => {
      const { state } = await deployNetwork({
        ...walk.walletOf(5),
        network: 'bench',
        store: createFileCheckpointStore({ file: path.join(folder, 'bench.json') }),
        governance: {
          ...{ admin: walk.addressOf(7), governor: walk.addressOf(8), guardian: walk.addressOf(9) },
          delaySeconds: 172_800,
        },
        heartbeatSeconds: 604_800,
        withDemoAsset: true,
      });
      if (state !== 'deployed') throw new Error('The deployment did not come to its end.');
    });
    rows.push({ what: 'deploy a network with its record', value: recorded, unit: 'ms', target: 60_000n });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureAdmissions(walk: Walk): Promise<void> {
  rows.push({ what: 'admit, first time', value: await admitAccount(walk, 2), target: 350_000n });
  await walk.advance(60);
  rows.push({ what: 'admit, renewal', value: await admitAccount(walk, 2), target: 350_000n });
}

/** As a transaction of its own every slot is cold; the transaction's fixed costs are taken off again. */
async function measureQuestion({ client, deployment, policyId, addressOf }: Walk): Promise<void> {
  const holder = addressOf(2);
  const data = encodeFunctionData({ abi: passRegistryAbi, functionName: 'isAdmitted', args: [policyId, holder] });
  const whole = await client.estimateGas({ account: holder, to: deployment.passRegistry, data });
  const inside = whole - TRANSACTION - calldataGas(data);
  rows.push({ what: 'isAdmitted, cold', value: inside, target: 10_000n });
  rows.push({ what: '  with the cold CALL to it', value: inside + COLD_ACCOUNT });
}

async function measureGate(walk: Walk): Promise<void> {
  const { deployment, policyId, client } = walk;
  const { passRegistry, asset } = deployment;
  if (asset === undefined) throw new Error('The walk deploys the demo asset.');
  const holder = walk.addressOf(2);
  const vault = await deployVault({ ...walk.walletOf(0), asset, passRegistry, policyId });
  const wallet = walk.chain.createWallet(2);
  const plain = compileSolidity('PlainVault');
  const deployed = await client.waitForTransactionReceipt({
    hash: await wallet.sendTransaction({ data: encodeDeployData({ ...plain, args: [asset] }) }),
  });
  if (!deployed.contractAddress) throw new Error('The plain vault did not deploy.');
  const call = async (address: Address, abi: Abi, functionName: string, args: unknown[]): Promise<bigint> => {
    const hash = await wallet.writeContract({ address, abi, functionName, args } as never);
    return (await client.waitForTransactionReceipt({ hash })).gasUsed;
  };
  const amount = 1_000_000n;
  const deposit = async (address: Address): Promise<bigint> => {
    await call(asset, demoDollarAbi, 'mint', [holder, amount]);
    await call(asset, demoDollarAbi, 'approve', [address, amount]);
    return call(address, harborVaultAbi, 'deposit', [amount, holder]);
  };
  const gated = await deposit(vault);
  const bare = await deposit(deployed.contractAddress);
  rows.push({ what: 'deposit, gated', value: gated });
  rows.push({ what: 'deposit, plain ERC-4626', value: bare });
  rows.push({ what: '  the gate, two accounts asked', value: gated - bare });
}

/** No target: the first move writes down where the person was, a later one only where it went. */
async function measureMoves(walk: Walk): Promise<void> {
  for (const [what, account] of [
    ['admit, first move', 3],
    ['admit, later move', 4],
  ] as const) {
    await walk.advance(MOVE_COOLDOWN);
    rows.push({ what, value: await admitAccount(walk, account) });
  }
}

async function measureAnchors(walk: Walk): Promise<void> {
  const bits = createStatusBits();
  const anchor = async (epoch: number): Promise<bigint> => {
    const { receipt } = await anchorStatus({
      ...walk.walletOf(1),
      trustRegistry: walk.deployment.trustRegistry,
      anchor: {
        ...walk.list,
        epoch,
        statusRoot: createStatusTree(bits).root,
        contentHash: keccak256(bits),
        uri: `https://issuer.example.com/t/aurora-bank/status/bits/1?epoch=${epoch}`,
      },
    });
    return receipt.gasUsed;
  };
  // An issuer registers its list under the same address with epoch 0; the walk has another, which shall not be measured.
  let epoch = 1;
  await anchor(epoch);
  for (const count of [1, 100, 1_000]) {
    for (let index = 0; index < count; index += 1) setStatusBit(bits, epoch * 2_000 + index, true);
    epoch += 1;
    rows.push({ what: `anchor ${count} revocations`, value: await anchor(epoch), target: 300_000n });
  }
}

/** Gas of a person's admission for the n-th account, sent by that account. */
async function admitAccount(walk: Walk, index: number): Promise<bigint> {
  const { passRegistry } = walk.deployment;
  const admission = await walk.prove(walk.addressOf(index));
  return (await admit({ ...walk.walletOf(index), passRegistry, admission })).receipt.gasUsed;
}

async function timeOf(run: () => Promise<unknown>): Promise<bigint> {
  const started = performance.now();
  await run();
  return BigInt(Math.round(performance.now() - started));
}

/** All relayed with the accounts' signatures, so that a batch is compared with the single admissions that it replaces. */
async function measureBatches(): Promise<void> {
  const { chain, passRegistry, relay, admissionOf } = await startVectorChain();
  try {
    const admissions = await Promise.all(Array.from({ length: 32 }, (_, holder) => admissionOf(holder)));
    const singles: bigint[] = [];
    const id = await chain.testClient.snapshot();
    for (const admission of admissions) {
      singles.push((await admit({ ...relay, passRegistry, admission })).receipt.gasUsed);
    }
    await chain.testClient.revert({ id });
    const [first = 0n] = singles;
    rows.push({ what: 'admit, relayed with a signature', value: first });
    for (const count of BATCHES) {
      const before = await chain.testClient.snapshot();
      const sent = await admitBatch({ ...relay, passRegistry, admissions: admissions.slice(0, count) });
      await chain.testClient.revert({ id: before });
      if (sent.admitted.length !== count) throw new Error('The batch left somebody out.');
      const gas = sent.receipt.gasUsed;
      const single = singles.slice(0, count).reduce((sum, value) => sum + value, 0n);
      rows.push({ what: `admitBatch of ${count}`, value: gas });
      rows.push({ what: '  per admission', value: gas / BigInt(count) });
      const share = (100n * gas + single / 2n) / single;
      const target = { 1: undefined, 4: 100n, 16: 50n, 32: 50n }[count];
      rows.push({ what: `  of ${count} single ones`, value: share, unit: '%', ...(target && { target }) });
    }
  } finally {
    await chain.stop();
  }
}

function printRows(): void {
  for (const { what, value, unit = 'gas', target } of rows) {
    const verdict = target === undefined ? '' : value <= target ? `  target ${target}` : `  OVER the target ${target}`;
    process.stdout.write(`${what.padEnd(34)} ${String(value).padStart(9)} ${unit.padEnd(3)}${verdict}\n`);
  }
}

/** EIP-2028: 16 for a byte, 4 for a zero byte. */
function calldataGas(data: string): bigint {
  const bytes = data.slice(2).match(/../g) ?? [];
  return BigInt(bytes.reduce((sum, byte) => sum + (byte === '00' ? 4 : 16), 0));
}
