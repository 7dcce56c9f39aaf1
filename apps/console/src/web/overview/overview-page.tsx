import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { Address, EmptyState, Facts, formatUpperBound, LoadingShape, PageHeader, ProblemNotice } from '@postern/ui';
import { Link } from 'react-router';
import { PolicySentences } from '../policies/policy-sentences.tsx';
import { useConsole } from '../session/console-context.ts';
import { SessionsTable } from '../sessions/sessions-table.tsx';
import { useSessions } from '../sessions/use-sessions.ts';
import { SessionStrip } from './session-strip.tsx';

const RECENT = 6;

/** What this protocol asks, and what became of the newest questions. */
export function OverviewPage() {
  const { protocol } = useConsole();
  const query = useSessions();
  const [policy] = protocol.policies;
  return (
    <>
      <PageHeader title={protocol.name} lead="What you ask of people, and what became of it." />
      <Stack gap="xl">
        <section>
          <Group justify="space-between" mb="sm">
            <Title order={2} size="h3">
              Newest sessions
            </Title>
            <Anchor component={Link} to="/sessions" size="sm">
              All sessions
            </Anchor>
          </Group>
          {query.isError ? <ProblemNotice error={query.error} onRetry={() => void query.refetch()} /> : null}
          {query.isPending ? <LoadingShape shape="rows" count={4} /> : null}
          {query.data === undefined ? null : query.data.length === 0 ? (
            <EmptyState
              title="Nobody was asked yet"
              action={
                <Button component={Link} to="/integrate">
                  See how to ask
                </Button>
              }
            >
              Your app opens a session when an account wants in; it then appears here.
            </EmptyState>
          ) : (
            <Stack gap="md">
              <SessionStrip sessions={query.data} />
              <SessionsTable sessions={query.data.slice(0, RECENT)} label="Newest sessions" />
            </Stack>
          )}
        </section>
        {policy === undefined ? null : (
          <section>
            <Group justify="space-between" mb="xs">
              <Title order={2} size="h3">
                What you ask
              </Title>
              <Anchor component={Link} to="/policies" size="sm">
                {protocol.policies.length === 1 ? 'The policy' : `All ${protocol.policies.length} policies`}
              </Anchor>
            </Group>
            <Text c="dimmed" mb="xs">
              As people read it in their wallets.
            </Text>
            <PolicySentences sentences={policy.sentences} />
            <Text c="dimmed" mt="xs">
              What a bank suspends, reinstates or revokes counts within{' '}
              {formatUpperBound({ seconds: protocol.credentialEffect })} where you ask for credentials, and for proofs
              within the time that stands with the policy.
            </Text>
          </section>
        )}
        <section>
          <Title order={2} size="h3" mb={4}>
            Who you are to wallets
          </Title>
          <Text c="dimmed" mb="xs">
            Wallets check this identity before they show your question.
          </Text>
          <Facts
            facts={[
              { label: 'Identity', value: <Address value={protocol.clientId} kind="identity" head={34} tail={14} /> },
              {
                label: 'People return to',
                value: protocol.origins.length === 0 ? 'No origin is registered' : protocol.origins.join(', '),
              },
            ]}
          />
        </section>
      </Stack>
    </>
  );
}
