import { Box, CopyButton, Text, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { RelativeTime } from '../parts/relative-time.tsx';

export type TransactionCodeProps = {
  label: string;
  code: string;
  expiresAt: number | undefined;
  /** Where the code is typed. */
  children: ReactNode;
};

/** The code that the wallet asks for. It reaches the applicant here and not with the offer, so that a stolen offer is worth nothing. */
export function TransactionCode({ label, code, expiresAt, children }: TransactionCodeProps) {
  return (
    <Box p="lg" style={{ border: '1px solid var(--postern-verdigris)', borderRadius: 'var(--mantine-radius-md)' }}>
      <Text fw={560}>{label}</Text>
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
      <Text c="dimmed">{children}</Text>
      {expiresAt === undefined ? null : (
        <Text size="xs" c="dimmed" mt="xs">
          It stops working <RelativeTime at={expiresAt} withExact />.
        </Text>
      )}
    </Box>
  );
}
