import { Anchor, Stack, Table, Text, Title } from '@mantine/core';
import type { IdentityAnswers as Answers } from '@postern/protocol';
import { LoadingShape, RelativeTime } from '@postern/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { usePortalApi } from '../portal-context.ts';
import { Problem } from '../words/problem.tsx';

/** How often each member of staff signed "the same person" or "another person", and the pairs to look at again. */
export function IdentityAnswers() {
  const api = usePortalApi();
  const query = useQuery({ queryKey: ['identity-answers'], queryFn: () => api.getIdentityAnswers() });
  if (query.data === undefined) {
    return query.isError ? (
      <Problem error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <LoadingShape shape="rows" count={4} label="Loading the answers" />
    );
  }
  return (
    <Stack gap="xl">
      <section aria-labelledby="answers-counted">
        <Title order={2} size="h4" id="answers-counted" mb={4}>
          Answers signed
        </Title>
        <Table aria-label="Answers by member of staff" maw={560}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Who</Table.Th>
              <Table.Th ta="end">Same person</Table.Th>
              <Table.Th ta="end">Another person</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {query.data.staff.map(({ staffId, name, same, another }) => (
              <Table.Tr key={staffId}>
                <Table.Td>{name}</Table.Td>
                <Table.Td ta="end">{same}</Table.Td>
                <Table.Td ta="end">{another}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Text size="xs" c="dimmed" mt="xs">
          Counted for both people who signed.
        </Text>
      </section>
      <Sampled sampled={query.data.sampled} />
    </Stack>
  );
}

function Sampled({ sampled }: Pick<Answers, 'sampled'>) {
  return (
    <section aria-labelledby="answers-sampled">
      <Title order={2} size="h4" id="answers-sampled" mb={4}>
        To look at again
      </Title>
      <Text c="dimmed" mb="xs">
        About one in ten answers of “another person”, drawn by chance when it was signed.
      </Text>
      {sampled.length === 0 ? (
        <Text>None was drawn yet.</Text>
      ) : (
        <Table.ScrollContainer minWidth={0}>
          <Table aria-label="Answers drawn for a second look">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>When</Table.Th>
                <Table.Th>Signed by</Table.Th>
                <Table.Th>Files</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {sampled.map(({ caseId, otherCaseId, answeredBy, at }) => (
                <Table.Tr key={`${caseId} ${otherCaseId} ${at}`}>
                  <Table.Td>
                    <RelativeTime at={at} />
                  </Table.Td>
                  <Table.Td>{answeredBy}</Table.Td>
                  <Table.Td>
                    <Anchor component={Link} to={`/cases/${encodeURIComponent(caseId)}`}>
                      Approved file
                    </Anchor>
                    {' · '}
                    <Anchor component={Link} to={`/cases/${encodeURIComponent(otherCaseId)}`}>
                      Other file
                    </Anchor>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}
