import { useQuery } from '@tanstack/react-query';
import type { Address } from 'viem';
import { readPosition, readVault } from '../chain/create-chain-reader.ts';
import { useVault } from '../vault-context.ts';

/** What the contracts say about one account, asked again every few seconds. */
export function usePosition({ account }: { account: Address }) {
  const { client, config } = useVault();
  return useQuery({
    queryKey: ['position', account],
    queryFn: async () => ({
      vault: await readVault({ client, config }),
      position: await readPosition({ client, config, account }),
    }),
    refetchInterval: 4_000,
  });
}
