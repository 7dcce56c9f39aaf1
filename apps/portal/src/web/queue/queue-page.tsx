import { Button, Table } from '@mantine/core';
import { CASE_PAGE_LIMIT, zCaseState } from '@postern/protocol';
import { EmptyState, LoadingShape, PageHeader } from '@postern/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { usePortalApi } from '../portal-context.ts';
import { useSession } from '../session/use-session.ts';
import { stateWords } from '../words/case-words.ts';
import { Problem } from '../words/problem.tsx';
import { CaseRow } from './case-row.tsx';
import { chooseNextCase } from './choose-next-case.ts';
import { OverdueEmergencies } from './overdue-emergencies.tsx';
import { QueueFilter } from './queue-filter.tsx';
import { UnreadableCases } from './unreadable-cases.tsx';

/** The work queue: every case of the bank, filtered by state, dense and in order of submission as the issuer sorts it. */
export function QueuePage() {
  const api = usePortalApi();
  const [search, setSearch] = useSearchParams();
  const state = zCaseState.safeParse(search.get('state')).data;
  const list = useInfiniteQuery({
    queryKey: ['cases', 'pages', state],
    queryFn: ({ pageParam }) => api.listCases(state, { after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 5_000,
  });
  // A case that changed meanwhile is on two pages: the newer one counts.
  const cases = [
    ...new Map(
      list.data?.pages
        .flatMap((page) => page.cases)
        .toReversed()
        .map((item) => [item.caseId, item]),
    ).values(),
  ].toReversed();
  const newest = list.data?.pages[0];
  const everything = useQuery({
    queryKey: ['cases', undefined],
    queryFn: () => api.listCases(undefined, { limit: CASE_PAGE_LIMIT }),
    refetchInterval: 15_000,
  });
  const staff = useSession().data?.staff ?? undefined;
  const next = staff === undefined ? undefined : chooseNextCase({ cases: everything.data?.cases ?? [], staff });

  return (
    <>
      <PageHeader
        title="Work queue"
        lead={
          everything.data !== undefined && next === undefined
            ? 'Nothing waits for you.'
            : 'Applications to check, and the credentials that came of them.'
        }
        action={
          next === undefined ? undefined : (
            <Button component={Link} to={`/cases/${encodeURIComponent(next.caseId)}`}>
              Take the next case
            </Button>
          )
        }
      />
      <OverdueEmergencies overdue={(newest ?? everything.data)?.overdueEmergencies ?? []} />
      <UnreadableCases unreadable={list.data?.pages.flatMap((page) => page.unreadable) ?? []} />
      <QueueFilter
        state={state}
        counts={newest?.counts ?? everything.data?.counts ?? {}}
        onChange={(value) => setSearch(value === undefined ? {} : { state: value }, { replace: true })}
      />
      {list.isPending ? <LoadingShape shape="rows" count={6} label="Loading the queue" /> : null}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data !== undefined && cases.length === 0 ? (
        <EmptyState
          title={state === undefined ? 'No applications yet' : `No case is “${stateWords[state].label}”`}
          action={
            <Button component={Link} to="/apply" variant="default">
              Open the application form
            </Button>
          }
        >
          {state === undefined
            ? 'An application appears here as soon as somebody sends the public form or applies in the wallet.'
            : 'Choose another state above, or wait: the list keeps itself current.'}
        </EmptyState>
      ) : null}
      {cases.length === 0 ? null : (
        <Table.ScrollContainer minWidth={0}>
          <Table aria-label="Cases">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Applicant</Table.Th>
                <Table.Th>State</Table.Th>
                <Table.Th visibleFrom="sm">Nationality</Table.Th>
                <Table.Th visibleFrom="sm">Lives in</Table.Th>
                <Table.Th visibleFrom="sm">Applied</Table.Th>
                <Table.Th ta="end" visibleFrom="xs">
                  Last change
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {cases.map((item) => (
                <CaseRow key={item.caseId} item={item} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {list.hasNextPage ? (
        <Button variant="default" mt="md" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show older cases
        </Button>
      ) : null}
    </>
  );
}
