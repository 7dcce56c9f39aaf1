import { Anchor, Table, Text } from '@mantine/core';
import { Address, EmptyState, ErrorState, LoadingShape, RelativeTime, StatusPill } from '@postern/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { usePortalApi } from '../portal-context.ts';
import { describeEvent } from '../words/event-words.ts';
import { Problem } from '../words/problem.tsx';

/** Every act, newest first, each hashed over the one before. */
export function AuditLog() {
  const api = usePortalApi();
  const query = useQuery({ queryKey: ['audit'], queryFn: () => api.getAudit(), refetchInterval: 10_000 });
  const { data } = query;
  return (
    <>
      {data?.intact === true ? (
        <Text mb="sm" component="div">
          <StatusPill tone="proven">Checked: every line follows from the last</StatusPill>
        </Text>
      ) : null}
      {query.isPending ? <LoadingShape shape="rows" count={8} label="Loading the audit log" /> : null}
      {query.isError ? <Problem error={query.error} onRetry={() => void query.refetch()} /> : null}
      {data?.intact === false ? (
        <ErrorState
          title="The chain of the audit log is broken"
          meaning="At least one line was changed, added or removed outside the service."
          remedy="Do not rely on this log. Keep a copy of the database and call whoever is responsible for security."
        />
      ) : null}
      {data?.entries.length === 0 ? (
        <EmptyState title="Nothing has happened yet">
          The first application or sign-in writes the first line.
        </EmptyState>
      ) : null}
      {data === undefined || data.entries.length === 0 ? null : (
        <Table.ScrollContainer minWidth={560}>
          <Table aria-label="Audit log">
            <Table.Thead>
              <Table.Tr>
                <Table.Th ta="end">No.</Table.Th>
                <Table.Th>When</Table.Th>
                <Table.Th>Who</Table.Th>
                <Table.Th>What</Table.Th>
                <Table.Th>Case</Table.Th>
                <Table.Th>Hash</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.entries.map((entry) => (
                <Table.Tr key={entry.sequence}>
                  <Table.Td ta="end">{entry.sequence}</Table.Td>
                  <Table.Td style={{ whiteSpace: 'nowrap' }}>
                    <RelativeTime at={entry.at} withExact />
                  </Table.Td>
                  <Table.Td>{entry.actor}</Table.Td>
                  <Table.Td>
                    {describeEvent({ kind: entry.action, isByApplicant: entry.actor === 'applicant' }).title}
                  </Table.Td>
                  <Table.Td>
                    {entry.caseId === null ? (
                      <Text span c="dimmed">
                        None
                      </Text>
                    ) : (
                      <Anchor component={Link} to={`/cases/${encodeURIComponent(entry.caseId)}`}>
                        Open
                      </Anchor>
                    )}
                  </Table.Td>
                  <Table.Td>
                    <Address value={entry.hash} kind="hash" head={8} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </>
  );
}
