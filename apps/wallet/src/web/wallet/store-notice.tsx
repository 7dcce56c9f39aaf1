import { Button, Group, Text } from '@mantine/core';
import { Notice } from '@postern/ui';
import { useState } from 'react';
import { wordsOf } from '../words/error-words.ts';
import { useOpenVault, useWallet } from './wallet-context.tsx';

/** What the browser's store cannot do now, above every page while that lasts. */
export function StoreNotice() {
  const { services, store } = useWallet();
  const { vault } = useOpenVault();
  const [isBusy, setIsBusy] = useState(false);
  if (store.code === undefined && store.pending === 0) {
    return services.isVolatile ? (
      <Notice tone="waiting" label="Storage" title="This browser keeps nothing">
        The wallet works, but it ends with this tab. Leave private browsing, or save a backup in the settings.
      </Notice>
    ) : null;
  }
  const { title, meaning, remedy } = wordsOf({ code: store.code ?? 'ERR_STORAGE_FAILED' });
  const retry = () => {
    setIsBusy(true);
    void vault
      .flush()
      .catch(() => undefined)
      .finally(() => setIsBusy(false));
  };
  return (
    <Notice tone="waiting" label="Storage" title={title}>
      <Text inherit>
        {store.pending > 0 ? 'What you did last is in this tab only, until it is closed or locked. ' : ''}
        {meaning} {remedy}
      </Text>
      {store.pending === 0 ? null : (
        <Group mt="xs">
          <Button size="compact-sm" variant="default" loading={isBusy} onClick={retry}>
            Store it now
          </Button>
        </Group>
      )}
    </Notice>
  );
}
