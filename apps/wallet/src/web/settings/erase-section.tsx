import { Button, Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useWallet } from '../wallet/wallet-context.tsx';

/** The end of the wallet in this browser, typed out so that nobody ends it by a slip. */
export function EraseSection() {
  const { erase } = useWallet();
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  return (
    <section aria-label="Erase">
      <Title order={2} size="h4" mb={4}>
        Erase
      </Title>
      <Text c="dimmed" mb="sm">
        Removes everything from this browser. Passes on chain stay until they end.
      </Text>
      <Button variant="outline" color="brick" onClick={() => setAsking(true)}>
        Erase this wallet
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title="Erase this wallet?" centered>
        <Stack>
          <Text>Without a backup your credential is gone from here, and only the bank can give you a new one.</Text>
          <TextInput
            label="Type ERASE to go on"
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button color="brick" disabled={typed !== 'ERASE'} onClick={() => void erase()}>
            Erase
          </Button>
        </Stack>
      </Modal>
    </section>
  );
}
