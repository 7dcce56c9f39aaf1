import { Box, Button, CopyButton, Group, Text } from '@mantine/core';

/**
 * What the bank tells an applicant whose wallet starts at the bank by itself and so knows no offer. It stands here and
 * not on the applicant's page: that page has the transaction code, and one page with both would make one channel of two.
 */
export function CollectionCode({ code }: { code: string }) {
  return (
    <Box>
      <Text fw={560}>If the wallet asks for a collection code</Text>
      <Group gap="sm" my={4}>
        <Text
          component="span"
          ff="monospace"
          fz="1.375rem"
          lh={1.3}
          fw={560}
          style={{ letterSpacing: '0.08em', whiteSpace: 'nowrap' }}
          data-testid="collection-code"
        >
          {code}
        </Text>
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="xs"
              onClick={copy}
              aria-label={copied ? undefined : 'Copy the collection code'}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Text size="xs" c="dimmed">
        Send it to the applicant yourself, as you send the link. It opens nothing without the code from their status
        page.
      </Text>
    </Box>
  );
}
