import { Box, Table, Text } from '@mantine/core';
import { Address, RelativeTime, StatusPill } from '@postern/ui';
import { DenialCode } from '../parts/denial-code.tsx';
import { SESSION_WORDS } from '../words/session-words.ts';
import type { ListedSession } from './use-sessions.ts';

/** Sessions as dense rows: what became of each question, and why it was refused. */
export function SessionsTable({ sessions, label }: { sessions: readonly ListedSession[]; label: string }) {
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table aria-label={label} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>State</Table.Th>
            <Table.Th>Account</Table.Th>
            <Table.Th visibleFrom="sm">Policy</Table.Th>
            <Table.Th visibleFrom="sm">Asked</Table.Th>
            <Table.Th visibleFrom="sm">Reason</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sessions.map((session) => (
            <Table.Tr key={session.sessionId}>
              <Table.Td>
                <StatusPill tone={SESSION_WORDS[session.state].tone}>{SESSION_WORDS[session.state].label}</StatusPill>
                <Box hiddenFrom="sm">
                  <Text size="xs" c="dimmed">
                    <RelativeTime at={session.createdAt} />
                  </Text>
                  <DenialText session={session} />
                </Box>
              </Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                {session.account !== undefined ? (
                  <Address value={session.account} kind="account" />
                ) : session.policyId === undefined ? (
                  '—'
                ) : (
                  'Your site'
                )}
              </Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }} visibleFrom="sm">
                {session.policyId === undefined ? 'Claims only' : <Address value={session.policyId} kind="policy" />}
              </Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }} visibleFrom="sm">
                <RelativeTime at={session.createdAt} />
              </Table.Td>
              <Table.Td visibleFrom="sm">
                <DenialText session={session} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function DenialText({ session }: { session: ListedSession }) {
  const { denial } = session;
  if (denial === undefined) return null;
  return (
    <>
      <Text size="sm">
        {denial.what} {denial.remedy}
      </Text>
      <DenialCode denial={denial} />
    </>
  );
}
