import { SegmentedControl } from '@mantine/core';
import type { SessionState } from '@postern/protocol';
import { EmptyState, LoadingShape, PageHeader, ProblemNotice } from '@postern/ui';
import { useState } from 'react';
import { SessionsTable } from './sessions-table.tsx';
import { useSessions } from './use-sessions.ts';

const FILTERS: Readonly<Record<string, { label: string; states?: readonly SessionState[] }>> = {
  all: { label: 'All' },
  waiting: { label: 'Waiting', states: ['open', 'fetched'] },
  proven: { label: 'Proven', states: ['verified'] },
  refused: { label: 'Refused', states: ['refused'] },
  ended: { label: 'Ended', states: ['declined', 'expired'] },
};

/** The newest hundred questions of this protocol. */
export function SessionsPage() {
  const query = useSessions();
  const [filter, setFilter] = useState('all');
  const states = FILTERS[filter]?.states;
  const sessions = query.data?.filter(({ state }) => states === undefined || states.includes(state));
  return (
    <>
      <PageHeader
        title="Sessions"
        lead="Each is one question to the holder of one account. What a person is or owns is never stored here."
      />
      <SegmentedControl
        mb="md"
        size="sm"
        aria-label="Show sessions"
        value={filter}
        onChange={setFilter}
        data={Object.entries(FILTERS).map(([value, { label }]) => ({ value, label }))}
      />
      {query.isError ? <ProblemNotice error={query.error} onRetry={() => void query.refetch()} /> : null}
      {sessions === undefined && !query.isError ? <LoadingShape shape="rows" count={6} /> : null}
      {sessions === undefined ? null : sessions.length === 0 ? (
        <EmptyState title={filter === 'all' ? 'No session yet' : 'No session in this state'}>
          A session opens when your app asks an account for a proof. It takes one call of the SDK.
        </EmptyState>
      ) : (
        <SessionsTable sessions={sessions} label="Sessions" />
      )}
    </>
  );
}
