import { Button } from '@mantine/core';

/** Says no to the site, where nothing can be answered. */
export function DeclineButton({ onDecline }: { onDecline: () => Promise<void> }) {
  return (
    <Button variant="subtle" color="gray" onClick={() => void onDecline()}>
      Tell the site that you do not answer
    </Button>
  );
}
