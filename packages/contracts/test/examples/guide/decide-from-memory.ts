// The README's example, as a function that a test runs.
import { readIsAdmitted, type WriteClients } from '@postern/contracts';
import { deployPostern } from '@postern/contracts/deploy';
import { createChainMirror } from '@postern/contracts/mirror';
import type { Clock } from '@postern/primitives';
import type { Address, Hex } from 'viem';

export async function decideFromMemory(options: WriteClients & { clock: Clock; policyId: Hex; account: Address }) {
  const { walletClient, publicClient, clock, policyId, account } = options;

  const deployment = await deployPostern({ walletClient, publicClient, development: true });
  const mirror = createChainMirror({ client: publicClient, deployment, clock });
  await mirror.sync();
  const remembered = mirror.isAdmitted({ policyId, account }); // from memory; throws when it may be old
  const { passRegistry } = deployment;
  const asked = await readIsAdmitted({ client: publicClient, passRegistry, policyId, account }); // from the contract

  return { remembered, asked };
}
