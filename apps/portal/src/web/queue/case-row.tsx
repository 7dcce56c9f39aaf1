import { Anchor, Table, Text } from '@mantine/core';
import type { CaseSummary } from '@postern/protocol';
import { nameCountry, RelativeTime, StatusPill } from '@postern/ui';
import { Link, useNavigate } from 'react-router';
import { describeStanding } from '../words/case-words.ts';
import { describeMeasure } from '../words/measure-words.ts';
import classes from './queue-page.module.css';

/** One case of the list: who, where it stands now, and what waits for a second person. */
export function CaseRow({ item }: { item: CaseSummary }) {
  const navigate = useNavigate();
  const path = `/cases/${encodeURIComponent(item.caseId)}`;
  const standing = describeStanding(item);
  return (
    <Table.Tr
      className={classes.row}
      data-overdue={item.emergency?.overdue || undefined}
      onClick={() => void navigate(path)}
    >
      <Table.Td className={classes.name}>
        <Anchor
          component={Link}
          to={path}
          c="inherit"
          fw={540}
          lineClamp={3}
          title={item.displayName}
          onClick={(event) => event.stopPropagation()}
        >
          <bdi>{item.displayName}</bdi>
        </Anchor>
      </Table.Td>
      <Table.Td>
        <StatusPill tone={standing.tone}>{standing.label}</StatusPill>
        {item.measure === undefined ? null : (
          <Text size="xs" c="dimmed" mt={2}>
            {item.measure.proposedBy.name} proposes:{' '}
            {describeMeasure(item.measure.measure, { isEmergency: item.emergency !== undefined }).label}
          </Text>
        )}
      </Table.Td>
      <Table.Td visibleFrom="sm">{item.nationalities.map((code) => nameCountry(code)).join(', ')}</Table.Td>
      <Table.Td visibleFrom="sm">{nameCountry(item.residence)}</Table.Td>
      <Table.Td visibleFrom="sm">
        <RelativeTime at={item.submittedAt} />
      </Table.Td>
      <Table.Td ta="end" visibleFrom="xs">
        <Text span inherit c="dimmed">
          <RelativeTime at={item.updatedAt} />
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
