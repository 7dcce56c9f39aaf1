import { Anchor, Box, Group, Stack, Text } from '@mantine/core';
import type { CaseList } from '@postern/protocol';
import { Notice, RelativeTime } from '@postern/ui';
import { Link } from 'react-router';

/** Emergency suspensions that nobody confirmed within a day: in red, whatever the list below shows. */
export function OverdueEmergencies({ overdue }: { overdue: CaseList['overdueEmergencies'] }) {
  if (overdue.length === 0) return null;
  return (
    <Box mb="md">
      <Notice
        tone="refused"
        label="Overdue emergencies"
        title={
          overdue.length === 1
            ? 'An emergency suspension waits for two people for more than 24 hours'
            : `${overdue.length} emergency suspensions wait for two people for more than 24 hours`
        }
      >
        <Stack gap={2} mt={4}>
          {overdue.map(({ caseId, displayName, since }) => (
            <Group key={caseId} gap="xs" wrap="nowrap">
              <Anchor component={Link} to={`/cases/${encodeURIComponent(caseId)}`} inherit truncate>
                <bdi>{displayName}</bdi>
              </Anchor>
              <Text span inherit style={{ flex: 'none' }}>
                <RelativeTime at={since} />
              </Text>
            </Group>
          ))}
        </Stack>
      </Notice>
    </Box>
  );
}
