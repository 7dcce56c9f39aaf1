import { Box, CopyButton, Text, UnstyledButton } from '@mantine/core';
import { RelativeTime } from '@postern/ui';

export type TransactionCodeProps = { code: string; expiresAt: number | undefined };

/** The code that the wallet asks for. It reaches the applicant here and not with the offer, so that a stolen offer is worth nothing. */
export function TransactionCode({ code, expiresAt }: TransactionCodeProps) {
  return (
    <Box p="lg" style={{ border: '1px solid var(--postern-verdigris)', borderRadius: 'var(--mantine-radius-md)' }}>
      <Text fw={560}>Your code for the wallet</Text>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <UnstyledButton
            onClick={copy}
            aria-label={copied ? 'Code copied' : `Copy code ${code.split('').join(' ')}`}
            my={4}
          >
            <Text
              component="span"
              fz="2.25rem"
              lh={1.3}
              fw={560}
              ff="monospace"
              style={{ letterSpacing: '0.12em' }}
              data-testid="transaction-code"
            >
              {code}
            </Text>
            <Text component="span" size="xs" c="dimmed" ms="sm">
              {copied ? 'Copied' : 'Copy'}
            </Text>
          </UnstyledButton>
        )}
      </CopyButton>
      <Text c="dimmed">
        The bank shows you a QR code or sends you a link. Open it with your wallet and type this code when it asks. Tell
        it to nobody.
      </Text>
      {expiresAt === undefined ? null : (
        <Text size="xs" c="dimmed" mt="xs">
          It stops working <RelativeTime at={expiresAt} />.
        </Text>
      )}
    </Box>
  );
}
