import { LoadingShape, ProblemNotice } from '@postern/ui';
import { useQuery } from '@tanstack/react-query';
import { parseEther } from 'viem';
import { AccountDesk } from '../vault/account-desk.tsx';
import { useVault } from '../vault-context.ts';
import type { ConnectedAccount } from './account-context.ts';

/** Below this an account cannot pay for what the page does with it. */
const GAS_ENOUGH = parseEther('0.1');

const words = {
  ERR_FAUCET_LOCAL_ONLY: {
    title: 'There are no demo accounts on this network',
    meaning: 'They exist on a local chain only.',
    remedy: 'Use an account of your own.',
  },
  ERR_FAUCET_CHAIN: {
    title: 'The demo account could not be filled',
    meaning: 'The local chain did not answer.',
    remedy: 'Check that it is running, then try again.',
  },
  ERR_FAUCET_EMPTY: {
    title: 'The demo account could not be filled',
    meaning: 'The account that pays for demo accounts has nothing left.',
    remedy: 'Start the local chain anew, or use an account of your own.',
  },
};

/** The desk of a demo account, once it has gas; also after the local chain was started anew. */
export function DemoDesk({ account }: { account: ConnectedAccount }) {
  const { api, client } = useVault();
  const { address } = account;
  const funds = useQuery({
    queryKey: ['demo-funds', address],
    retry: false,
    queryFn: async () => {
      if ((await client.getBalance({ address })) < GAS_ENOUGH) await api.fundAccount({ account: address });
      return true;
    },
  });
  if (funds.isPending) return <LoadingShape shape="card" label="Getting gas and play money for your demo account" />;
  if (funds.data === undefined) {
    return <ProblemNotice error={funds.error} words={words} onRetry={() => void funds.refetch()} />;
  }
  return <AccountDesk account={account} />;
}
