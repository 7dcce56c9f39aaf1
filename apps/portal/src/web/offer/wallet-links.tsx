import { Anchor, Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import type { OfferLinks } from '@postern/protocol';
import { QrCode } from '@postern/ui';

/** Ways to open an offer: in our wallet, and behind a choice in any other one. */
export function WalletLinks({ links }: { links: OfferLinks }) {
  return (
    <Stack gap="md">
      <QrCode value={links.walletUrl} label="QR code that opens the offer in the wallet" size={232} />
      <Group gap="sm">
        <Anchor href={links.walletUrl} target="_blank" rel="noreferrer">
          Open in the wallet
        </Anchor>
        <CopyLink value={links.walletUrl} />
      </Group>
      <details>
        <summary>Another wallet</summary>
        <Stack gap="md" mt="sm">
          <Text c="dimmed">
            Any wallet that speaks OpenID for Verifiable Credentials takes the identity check. Private proofs need the
            wallet above.
          </Text>
          <QrCode value={links.otherWalletUrl} label="QR code that opens the offer in another wallet" size={232} />
          <Group gap="sm">
            <Anchor href={links.otherWalletUrl}>Open in another wallet</Anchor>
            <CopyLink value={links.otherWalletUrl} />
          </Group>
          {links.otherWalletUrlByValue === undefined ? null : (
            <Anchor href={links.otherWalletUrlByValue} size="sm">
              The same with the offer in the link, for a wallet that cannot fetch it
            </Anchor>
          )}
        </Stack>
      </details>
    </Stack>
  );
}

function CopyLink({ value }: { value: string }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button variant="default" size="xs" onClick={copy}>
          {copied ? 'Copied' : 'Copy the link'}
        </Button>
      )}
    </CopyButton>
  );
}
