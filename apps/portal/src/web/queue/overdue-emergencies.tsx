import { Anchor, Box, List } from '@mantine/core';
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
        <List size="sm" spacing={2} mt={4} listStyleType="none">
          {overdue.map(({ caseId, displayName, since }) => (
            <List.Item key={caseId}>
              <Anchor component={Link} to={`/cases/${encodeURIComponent(caseId)}`} inherit lineClamp={2}>
                <bdi>{displayName}</bdi>
              </Anchor>{' '}
              since <RelativeTime at={since} />
            </List.Item>
          ))}
        </List>
      </Notice>
    </Box>
  );
}
