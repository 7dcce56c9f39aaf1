import { Text } from '@mantine/core';
import type { Denial } from '@postern/protocol';
import { RelativeTime } from '@postern/ui';

/** The stable code of a refusal, for a developer, and since when it has held. */
export function DenialCode({ denial }: { denial: Denial }) {
  return (
    <Text size="xs" c="dimmed" ff="monospace">
      {denial.code}
      {denial.since === undefined ? null : (
        <>
          {' · since '}
          <RelativeTime at={denial.since} />
        </>
      )}
    </Text>
  );
}
