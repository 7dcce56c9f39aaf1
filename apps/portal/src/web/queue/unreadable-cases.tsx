import { Anchor, Box, Stack, Text } from '@mantine/core';
import type { CaseList } from '@postern/protocol';
import { Notice } from '@postern/ui';
import { Link } from 'react-router';

/** Files that cannot be opened, by their numbers: nobody's name is known. */
export function UnreadableCases({ unreadable }: { unreadable: CaseList['unreadable'] }) {
  if (unreadable.length === 0) return null;
  return (
    <Box mb="md">
      <Notice
        tone="refused"
        label="Unreadable files"
        title={unreadable.length === 1 ? 'One file cannot be opened' : `${unreadable.length} files cannot be opened`}
      >
        <Text mt={4}>
          What is stored of them was damaged, moved or changed. The rest of the queue is complete. Pass the numbers on
          to whoever runs the bank’s systems.
        </Text>
        <Stack gap={2} mt={4}>
          {unreadable.map(({ caseId }) => (
            <Anchor key={caseId} component={Link} to={`/cases/${encodeURIComponent(caseId)}`} inherit truncate>
              {caseId}
            </Anchor>
          ))}
        </Stack>
      </Notice>
    </Box>
  );
}
