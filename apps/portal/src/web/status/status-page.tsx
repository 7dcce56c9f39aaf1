import { Group, Stack, Table, Title } from '@mantine/core';
import { computeAnchorBound, type StatusOverview } from '@postern/protocol';
import {
  Address,
  type Fact,
  Facts,
  formatUpperBound,
  LoadingShape,
  PageHeader,
  RelativeTime,
  StatusPill,
} from '@postern/ui';
import { useQuery } from '@tanstack/react-query';
import { usePortalApi } from '../portal-context.ts';
import { Problem } from '../words/problem.tsx';
import { anchorWords, EpochStrip } from './epoch-strip.tsx';

const number = new Intl.NumberFormat('en');
/** With several chains: whether each holds the newest root, and since when it does not. */
function describeChain({ chainId, inSync, waitingSince }: StatusOverview['chains'][number]): Fact {
  const state = inSync ? (
    <StatusPill tone="proven">Holds the newest root</StatusPill>
  ) : (
    <StatusPill tone="waiting">A change waits</StatusPill>
  );
  const since = waitingSince === null ? null : <RelativeTime at={waitingSince} />;
  return {
    label: `Chain ${chainId}`,
    value: (
      <Group gap="xs">
        {state}
        {since}
      </Group>
    ),
  };
}

/** A wallet takes several copies of one credential, each with a place of its own in the list. */
const describeCopies = (copies: number) => `${number.format(copies)} ${copies === 1 ? 'copy' : 'copies'}`;

/** The bank's status list: what is issued, paused and ended, and whether the chain knows it yet. */
export function StatusPage() {
  const api = usePortalApi();
  const query = useQuery({ queryKey: ['status'], queryFn: () => api.getStatus(), refetchInterval: 4_000 });
  const times = useQuery({
    queryKey: ['status-times'],
    queryFn: () => api.getStatusTimes(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const header = (
    <PageHeader
      title="Status list"
      lead="Whether each credential is valid, paused or ended. Only the root of the list goes on chain; it tells nobody whom it is about."
    />
  );
  if (query.data === undefined) {
    return (
      <>
        {header}
        {query.isError ? (
          <Problem error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <LoadingShape shape="rows" count={6} />
        )}
      </>
    );
  }
  const { data } = query;
  const people: Fact[] = [
    { label: 'Credentials issued', value: `${number.format(data.issuances)}, in ${describeCopies(data.issued)}` },
    { label: 'Suspended', value: describeCopies(data.suspended) },
    { label: 'Revoked', value: describeCopies(data.revoked) },
  ];
  const place: Fact[] = [
    { label: 'Issuer number', value: number.format(data.issuerId) },
    { label: 'List', value: number.format(data.listId) },
    {
      label: 'Leaf in the registry',
      value: data.leafIndex === null ? 'Not registered yet' : number.format(data.leafIndex),
    },
  ];
  const bound = times.data === undefined ? undefined : computeAnchorBound(times.data);
  const roots: Fact[] = [
    { label: 'Epoch', value: number.format(data.epoch) },
    { label: 'Root published', value: <Address value={data.publishedRoot} kind="published root" head={10} tail={8} /> },
    {
      label: 'Root on chain',
      value:
        data.anchoredRoot === null ? (
          'None yet'
        ) : (
          <Address value={data.anchoredRoot} kind="anchored root" head={10} tail={8} />
        ),
    },
    ...(bound === undefined
      ? []
      : [{ label: 'A decision is on chain within', value: formatUpperBound({ seconds: bound }) }]),
  ];
  return (
    <>
      {header}
      <Stack gap="xl">
        <section>
          <Group gap="sm" mb="sm">
            <Title order={2} size="h3">
              On chain
            </Title>
            {data.inSync ? (
              <StatusPill tone="proven">The chain holds the newest root</StatusPill>
            ) : (
              <StatusPill tone="waiting">A change waits for its anchor</StatusPill>
            )}
          </Group>
          <EpochStrip anchors={data.anchors} />
          {data.chains.length > 1 ? <Facts facts={data.chains.map(describeChain)} /> : null}
          <Facts facts={roots} />
        </section>
        <Group align="flex-start" gap="xl" grow preventGrowOverflow={false}>
          <section style={{ minWidth: 260 }}>
            <Title order={2} size="h3" mb={4}>
              Credentials
            </Title>
            <Facts facts={people} />
          </section>
          <section style={{ minWidth: 260 }}>
            <Title order={2} size="h3" mb={4}>
              Place in the registry
            </Title>
            <Facts facts={place} />
          </section>
        </Group>
        <section>
          <Title order={2} size="h3" mb="xs">
            Anchors
          </Title>
          <Table.ScrollContainer minWidth={440}>
            <Table aria-label="Anchors">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Epoch</Table.Th>
                  <Table.Th>State</Table.Th>
                  <Table.Th>Made</Table.Th>
                  <Table.Th>Confirmed</Table.Th>
                  <Table.Th>Transaction</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {data.anchors.map((anchor) => (
                  <Table.Tr key={anchor.epoch}>
                    <Table.Td>{anchor.epoch}</Table.Td>
                    <Table.Td>
                      <StatusPill tone={anchorWords[anchor.state].tone}>{anchorWords[anchor.state].label}</StatusPill>
                    </Table.Td>
                    <Table.Td>
                      <RelativeTime at={anchor.createdAt} />
                    </Table.Td>
                    <Table.Td>
                      {anchor.confirmedAt === null ? 'Not yet' : <RelativeTime at={anchor.confirmedAt} />}
                    </Table.Td>
                    <Table.Td>
                      {anchor.transactionHash === null ? (
                        'None yet'
                      ) : (
                        <Address value={anchor.transactionHash} kind="transaction" />
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </section>
      </Stack>
    </>
  );
}
