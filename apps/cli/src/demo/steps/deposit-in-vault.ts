import { demoDollarAbi, harborVaultAbi, type WriteClients } from '@postern/contracts';
import { type Address, parseUnits } from 'viem';
import { expectThat } from '../demo-error.ts';
import type { StepResult } from '../run-step.ts';

const AMOUNT = parseUnits('100', 6);

/** Approves and deposits 100 DUSD; the vault asks the pass registry first. */
export const depositInVault = async (options: {
  clients: WriteClients;
  vault: Address;
  asset: Address;
}): Promise<StepResult<undefined>> => {
  const { clients, vault, asset } = options;
  const { publicClient, walletClient } = clients;
  const { account, chain } = walletClient;
  const approval = await walletClient.writeContract({
    address: asset,
    abi: demoDollarAbi,
    functionName: 'approve',
    args: [vault, AMOUNT],
    chain,
    account,
  });
  await publicClient.waitForTransactionReceipt({ hash: approval });
  const call = {
    address: vault,
    abi: harborVaultAbi,
    functionName: 'deposit',
    args: [AMOUNT, account.address],
    account,
  } as const;
  await publicClient.simulateContract(call);
  const hash = await walletClient.writeContract({ ...call, chain });
  const receipt = await publicClient.waitForTransactionReceipt({ hash });
  expectThat(receipt.status === 'success', 'The deposit reverted.');
  return { value: undefined, note: '100 DUSD are in the vault', transaction: { hash, gasUsed: receipt.gasUsed } };
};
