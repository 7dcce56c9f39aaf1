import { Title } from '@mantine/core';
import { Address, Facts, LoadingShape, ProblemNotice } from '@postern/ui';
import { useQuery } from '@tanstack/react-query';
import { readVault } from '../chain/create-chain-reader.ts';
import { useVault } from '../vault-context.ts';
import { formatAmount } from '../words/format-amount.ts';

/** What everybody may know about the vault. */
export function VaultFacts() {
  const { client, config } = useVault();
  const vault = useQuery({ queryKey: ['vault'], queryFn: () => readVault({ client, config }), refetchInterval: 5_000 });
  return (
    <section aria-labelledby="vault-facts">
      <Title order={2} size="h3" id="vault-facts" mb="sm">
        The vault
      </Title>
      {vault.isPending ? <LoadingShape shape="lines" count={4} label="Reading the vault" /> : null}
      {vault.isError ? <ProblemNotice error={vault.error} onRetry={() => void vault.refetch()} /> : null}
      {vault.data === undefined ? null : (
        <Facts
          facts={[
            { label: 'Held in the vault', value: formatAmount({ amount: vault.data.totalAssets, ...vault.data }) },
            { label: 'Asset', value: vault.data.symbol },
            { label: 'Deposits', value: 'Need a pass' },
            { label: 'Withdrawals', value: 'Always open' },
            { label: 'Contract', value: <Address value={config.vault} kind="vault contract" /> },
          ]}
        />
      )}
    </section>
  );
}
