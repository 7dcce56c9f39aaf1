import { Group, Text, UnstyledButton } from '@mantine/core';
import { StatusPill } from '@postern/ui';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { ApplicationRecord } from './application-record.ts';
import { STATE_WORDS } from './application-words.ts';
import { useApplicationStatus } from './use-application-status.ts';

export function ApplicationRow({ application }: { application: ApplicationRecord }) {
  const { data } = useApplicationStatus(application);
  return (
    <UnstyledButton
      component={Link}
      to={`/applications/${encodeURIComponent(application.applicationId)}`}
      py="sm"
      w="100%"
      style={{ borderTop: '1px solid var(--postern-line)', borderBottom: '1px solid var(--postern-line)' }}
    >
      <Group justify="space-between" wrap="nowrap">
        <Text fw={560}>{application.bank.name}</Text>
        <Group gap="xs" wrap="nowrap">
          {data === undefined ? null : (
            <StatusPill tone={STATE_WORDS[data.state].tone}>{STATE_WORDS[data.state].label}</StatusPill>
          )}
          <IconChevronRight size={16} stroke={1.6} aria-hidden="true" />
        </Group>
      </Group>
    </UnstyledButton>
  );
}
