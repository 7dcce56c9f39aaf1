import { Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Persistence, WalletPersistence } from '../wallet/persistence.ts';

const WORDS: Readonly<Record<Persistence, string>> = {
  granted: 'This browser has promised not to clear the wallet away by itself.',
  refused:
    'This browser may clear the wallet away when space runs short or you stay away for long. Save a backup, so that nothing is lost.',
  'not-asked': 'When the first credential comes, the wallet asks this browser not to clear it away by itself.',
  unknown: 'This browser does not say whether it keeps the wallet for good. Save a backup, so that nothing is lost.',
};

/** Whether the browser keeps the wallet, as it says itself. */
export function StorageSection({ persistence }: { persistence: WalletPersistence }) {
  const [outcome, setOutcome] = useState<Persistence>();
  useEffect(() => {
    void persistence.read().then(setOutcome);
  }, [persistence]);
  return (
    <section aria-label="Where it is kept">
      <Title order={2} size="h4" mb={4}>
        Where it is kept
      </Title>
      <Text c={outcome === 'refused' ? 'var(--postern-amber)' : 'dimmed'}>
        {outcome === undefined ? 'Asking this browser' : WORDS[outcome]}
      </Text>
    </section>
  );
}
