import { demoDollarAbi, type WriteClients } from '@postern/contracts';
import { type Address, parseEther, parseUnits } from 'viem';
import type { StepResult } from '../run-step.ts';

/** A fresh account gets gas from the local chain's funded one, and demo money from the open faucet. */
export const prepareAccount = async (options: {
  funding: WriteClients;
  clients: WriteClients;
  asset: Address;
}): Promise<StepResult<undefined>> => {
  const { funding, clients, asset } = options;
  const { publicClient } = funding;
  const { account, chain } = clients.walletClient;
  const gas = await funding.walletClient.sendTransaction({ to: account.address, value: parseEther('1'), chain });
  await publicClient.waitForTransactionReceipt({ hash: gas });
  const hash = await clients.walletClient.writeContract({
    address: asset,
    abi: demoDollarAbi,
    functionName: 'mint',
    args: [account.address, parseUnits('1000', 6)],
    chain,
    account,
  });
  const receipt = await publicClient.waitForTransactionReceipt({ hash });
  return {
    value: undefined,
    note: `${account.address} has 1,000 DUSD`,
    transaction: { hash, gasUsed: receipt.gasUsed },
  };
};
