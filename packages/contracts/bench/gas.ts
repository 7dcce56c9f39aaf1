// `npm run bench gas`: what each call costs, measured on anvil with real proofs. Fails over a target of the design.
import process from 'node:process';

import { admit, anchorStatus, demoDollarAbi, harborVaultAbi, passRegistryAbi } from '@postern/contracts';
import { deployVault } from '@postern/contracts/deploy';
import { createStatusBits, createStatusTree, setStatusBit } from '@postern/primitives';
import { encodeFunctionData } from 'viem';

import { startWalk } from '../test/support/start-walk.ts';

const TRANSACTION = 21_000n;
/** EIP-2929: what a contract pays for its first call to another. */
const COLD_ACCOUNT = 2_600n;
const rows: { what: string; gas: bigint; target?: bigint }[] = [];

const walk = await startWalk();
try {
  const { deployment, policyId, client } = walk;
  const { passRegistry, trustRegistry, asset } = deployment;
  const holder = walk.addressOf(2);
  if (asset === undefined) throw new Error('The walk deploys the demo asset.');

  const first = await admit({ ...walk.walletOf(2), passRegistry, admission: await walk.prove(holder) });
  rows.push({ what: 'admit, first time', gas: first.receipt.gasUsed, target: 350_000n });
  await walk.advance(60);
  const renewal = await admit({ ...walk.walletOf(2), passRegistry, admission: await walk.prove(holder) });
  rows.push({ what: 'admit, renewal', gas: renewal.receipt.gasUsed, target: 350_000n });

  // As a transaction of its own every slot is cold; the transaction's fixed costs are taken off again.
  const data = encodeFunctionData({ abi: passRegistryAbi, functionName: 'isAdmitted', args: [policyId, holder] });
  const whole = await client.estimateGas({ account: holder, to: passRegistry, data });
  const inside = whole - TRANSACTION - calldataGas(data);
  rows.push({ what: 'isAdmitted, cold', gas: inside, target: 10_000n });
  rows.push({ what: '  with the cold CALL to it', gas: inside + COLD_ACCOUNT });

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
    rows.push({ what: `anchor ${count} revocations`, gas: receipt.gasUsed, target: 300_000n });
  }

  const vault = await deployVault({ ...walk.walletOf(0), asset, passRegistry, policyId });
  const wallet = walk.chain.createWallet(2);
  const amount = 1_000_000n;
  const send = async (request: Promise<`0x${string}`>) => client.waitForTransactionReceipt({ hash: await request });
  await send(
    wallet.writeContract({ address: asset, abi: demoDollarAbi, functionName: 'mint', args: [holder, amount] }),
  );
  await send(
    wallet.writeContract({ address: asset, abi: demoDollarAbi, functionName: 'approve', args: [vault, amount] }),
  );
  const deposit = await send(
    wallet.writeContract({ address: vault, abi: harborVaultAbi, functionName: 'deposit', args: [amount, holder] }),
  );
  rows.push({ what: 'deposit, gated', gas: deposit.gasUsed });
} finally {
  await walk.stop();
}

for (const { what, gas, target } of rows) {
  const verdict = target === undefined ? '' : gas <= target ? `  target ${target}` : `  OVER the target ${target}`;
  process.stdout.write(`${what.padEnd(28)} ${String(gas).padStart(9)}${verdict}\n`);
}
if (rows.some(({ gas, target }) => target !== undefined && gas > target)) process.exitCode = 1;

/** EIP-2028: 16 for a byte, 4 for a zero byte. */
function calldataGas(data: string): bigint {
  const bytes = data.slice(2).match(/../g) ?? [];
  return BigInt(bytes.reduce((sum, byte) => sum + (byte === '00' ? 4 : 16), 0));
}
