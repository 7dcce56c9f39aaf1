// `npm run bench gas`: what each call costs, measured on anvil with real proofs. Fails over a target of the design.
import process from 'node:process';

import { admit, admitBatch, anchorStatus, demoDollarAbi, harborVaultAbi, passRegistryAbi } from '@postern/contracts';
import { deployPostern, deployVault } from '@postern/contracts/deploy';
import { createStatusBits, createStatusTree, setStatusBit } from '@postern/primitives';
import { type Abi, type Address, encodeDeployData, encodeFunctionData } from 'viem';

import { startWalk } from '../test/support/start-walk.ts';
import { compileSolidity } from './support/compile-solidity.ts';
import { startVectorChain } from '../test/support/start-vector-chain.ts';

const TRANSACTION = 21_000n;
/** EIP-2929: what a contract pays for its first call to another. */
const COLD_ACCOUNT = 2_600n;
const BATCHES = [1, 4, 16, 32] as const;
type Row = { what: string; value: bigint; unit?: 'gas' | '%' | 'ms'; target?: bigint };
const rows: Row[] = [];

await measureWalk();
await measureBatches();
printRows();
if (rows.some(({ value, target }) => target !== undefined && value > target)) process.exitCode = 1;

async function measureWalk(): Promise<void> {
  const walk = await startWalk();
  try {
    const { deployment, policyId, client } = walk;
    const { passRegistry, trustRegistry, asset } = deployment;
    const holder = walk.addressOf(2);
    if (asset === undefined) throw new Error('The walk deploys the demo asset.');

    const started = performance.now();
    await deployPostern({ ...walk.walletOf(0), development: true, withDemoAsset: true });
    const deploying = BigInt(Math.round(performance.now() - started));
    rows.push({ what: 'deploy everything, local chain', value: deploying, unit: 'ms', target: 60_000n });

    const first = await admit({ ...walk.walletOf(2), passRegistry, admission: await walk.prove(holder) });
    rows.push({ what: 'admit, first time', value: first.receipt.gasUsed, target: 350_000n });
    await walk.advance(60);
    const renewal = await admit({ ...walk.walletOf(2), passRegistry, admission: await walk.prove(holder) });
    rows.push({ what: 'admit, renewal', value: renewal.receipt.gasUsed, target: 350_000n });

    // As a transaction of its own every slot is cold; the transaction's fixed costs are taken off again.
    const data = encodeFunctionData({ abi: passRegistryAbi, functionName: 'isAdmitted', args: [policyId, holder] });
    const whole = await client.estimateGas({ account: holder, to: passRegistry, data });
    const inside = whole - TRANSACTION - calldataGas(data);
    rows.push({ what: 'isAdmitted, cold', value: inside, target: 10_000n });
    rows.push({ what: '  with the cold CALL to it', value: inside + COLD_ACCOUNT });

    const bits = createStatusBits();
    let epoch = 0;
    for (const count of [1, 100, 1_000]) {
      for (let index = 0; index < count; index += 1) setStatusBit(bits, epoch * 2_000 + index, true);
      epoch += 1;
      const { receipt } = await anchorStatus({
        ...walk.walletOf(1),
        trustRegistry,
        anchor: {
          leafIndex: walk.leafIndex,
          epoch,
          statusRoot: createStatusTree(bits).root,
          contentHash: `0x${String(epoch).padStart(64, '0')}`,
          uri: `http://localhost:4101/t/demo-bank/status/${epoch}`,
        },
      });
      rows.push({ what: `anchor ${count} revocations`, value: receipt.gasUsed, target: 300_000n });
    }

    const vault = await deployVault({ ...walk.walletOf(0), asset, passRegistry, policyId });
    const wallet = walk.chain.createWallet(2);
    const plain = compileSolidity('PlainVault');
    const deployed = await client.waitForTransactionReceipt({
      hash: await wallet.sendTransaction({ data: encodeDeployData({ ...plain, args: [asset] }) }),
    });
    const call = async (address: Address, abi: Abi, functionName: string, args: unknown[]): Promise<bigint> => {
      const hash = await wallet.writeContract({ address, abi, functionName, args } as never);
      return (await client.waitForTransactionReceipt({ hash })).gasUsed;
    };
    const amount = 1_000_000n;
    const deposits = new Map<string, bigint>();
    for (const [what, address] of [
      ['deposit, gated', vault],
      ['deposit, plain ERC-4626', deployed.contractAddress],
    ] as const) {
      if (!address) throw new Error('The plain vault did not deploy.');
      await call(asset, demoDollarAbi, 'mint', [holder, amount]);
      await call(asset, demoDollarAbi, 'approve', [address, amount]);
      deposits.set(what, await call(address, harborVaultAbi, 'deposit', [amount, holder]));
    }
    for (const [what, value] of deposits) rows.push({ what, value });
    const [gated = 0n, bare = 0n] = deposits.values();
    rows.push({ what: '  the gate, two accounts asked', value: gated - bare });
  } finally {
    await walk.stop();
  }
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
    process.stdout.write(`${what.padEnd(32)} ${String(value).padStart(9)} ${unit.padEnd(3)}${verdict}\n`);
  }
}

/** EIP-2028: 16 for a byte, 4 for a zero byte. */
function calldataGas(data: string): bigint {
  const bytes = data.slice(2).match(/../g) ?? [];
  return BigInt(bytes.reduce((sum, byte) => sum + (byte === '00' ? 4 : 16), 0));
}
