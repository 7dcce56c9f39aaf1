import { demoDollarAbi, type WriteClients } from '@postern/contracts';
import { type Address, formatUnits, type Hash } from 'viem';
import { z } from 'zod';
import { requestJson } from '../clients/request-json.ts';
import { DemoError } from '../demo-error.ts';
import type { StepResult } from '../run-step.ts';

const zFunded = z.object({
  transactions: z.array(z.custom<Hash>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value))),
});

/** A fresh account gets gas and demo money as the dApp's page gets them for a demo account: from the local chain's faucet. */
export const prepareAccount = async (options: {
  fetch: typeof globalThis.fetch;
  vaultUrl: string;
  clients: WriteClients;
  asset: Address;
}): Promise<StepResult<undefined>> => {
  const { fetch, vaultUrl, clients, asset } = options;
  const { publicClient } = clients;
  const { address } = clients.walletClient.account;
  const { transactions } = await requestJson({
    fetch,
    url: `${vaultUrl}/app/faucet`,
    method: 'POST',
    headers: { origin: new URL(vaultUrl).origin },
    body: { account: address },
    response: zFunded,
  });
  const args = [address] as const;
  const units = await publicClient.readContract({
    address: asset,
    abi: demoDollarAbi,
    functionName: 'balanceOf',
    args,
  });
  const hash = transactions.at(-1);
  if (hash === undefined || units === 0n) throw new DemoError('ERR_DEMO_EXPECTATION', `${address} got nothing.`);
  const { gasUsed } = await publicClient.getTransactionReceipt({ hash });
  return { value: undefined, note: `${address} has ${formatUnits(units, 6)} DUSD`, transaction: { hash, gasUsed } };
};
