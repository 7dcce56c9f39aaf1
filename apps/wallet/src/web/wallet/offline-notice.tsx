import { useNetwork } from '@mantine/hooks';
import { Notice } from '@postern/ui';

/** Says that the device has no network, and what still works. */
export function OfflineNotice() {
  const { online } = useNetwork();
  if (online) return null;
  return (
    <Notice tone="waiting" label="Connection" title="You are offline">
      You can look at what is in your wallet. Receiving and proving need a connection.
    </Notice>
  );
}
