import { Button, Group, Space, Stack, Text, Title } from '@mantine/core';
import type { PolicyView } from '@postern/protocol';
import { Address, EmptyState, Facts, formatUpperBound, PageHeader, RelativeTime, StatusPill } from '@postern/ui';
import { Link } from 'react-router';
import { useConsole } from '../session/console-context.ts';
import { formatDuration } from '../words/format-duration.ts';
import { CodeBlock } from '../words/code-block.tsx';
import { PolicySentences } from './policy-sentences.tsx';

/** The protocol's registered policies, in the words that people see. */
export function PoliciesPage() {
  const { protocol, chain } = useConsole();
  return (
    <>
      <PageHeader
        title="Policies"
        lead="What people read in their wallets, made from the values behind the registered hash."
        action={
          <Button component={Link} to="/write" variant="default">
            Write a policy
          </Button>
        }
      />
      {protocol.policies.length === 0 && !chain.answers ? null : protocol.policies.length === 0 ? (
        <EmptyState title="No policy yet">A policy says in plain conditions who may pass your gate.</EmptyState>
      ) : (
        <Stack gap={48}>
          {protocol.policies.map((policy) => (
            <PolicySection key={policy.policyId} policy={policy} />
          ))}
        </Stack>
      )}
    </>
  );
}

function PolicySection({ policy }: { policy: PolicyView }) {
  const { chain } = useConsole();
  return (
    <section aria-label={`Policy ${policy.policyId.slice(0, 10)}`}>
      <Group gap="sm" mb="sm">
        <Title order={2} size="h3">
          <Address value={policy.policyId} kind="policy id" head={10} tail={8} />
        </Title>
        <PolicyState policy={policy} />
      </Group>
      <PolicySentences sentences={policy.sentences} />
      <Space h="md" />
      <Facts
        columns={2}
        facts={[
          { label: 'A pass lasts at most', value: formatDuration(policy.maxPassLife) },
          { label: 'A proof may be as old as', value: formatDuration(policy.maxProofAge) },
          { label: 'A replaced registry state counts for', value: describeGrace(policy) },
          { label: 'A person may change accounts after', value: formatDuration(policy.moveCooldown) },
          {
            label: 'A bank’s decision counts within',
            value: describeProofEffect(policy.proofEffect),
          },
          { label: 'Owner', value: <Address value={policy.owner} kind="owner" /> },
          { label: 'Pass registry', value: <Address value={policy.registry} kind="pass registry" /> },
          { label: 'Policy hash', value: <Address value={policy.policyHash} kind="policy hash" /> },
          {
            label: 'Registered',
            value: (
              <>
                <RelativeTime at={policy.createdAt} /> on {chain.name}, chain {policy.chainId}
              </>
            ),
          },
        ]}
      />
      <details>
        <Text component="summary" size="sm" c="dimmed" mt="sm" style={{ cursor: 'pointer' }}>
          The published text
        </Text>
        <CodeBlock code={JSON.stringify(JSON.parse(policy.policyJson), null, 2)} label="Canonical policy text" />
      </details>
    </section>
  );
}

function describeGrace({ grace, firstGrace }: PolicyView): string {
  if (grace === firstGrace) return formatDuration(grace);
  return `${formatDuration(firstGrace)}, for renewals ${formatDuration(grace)}`;
}

function describeProofEffect({ first, renewal }: PolicyView['proofEffect']): string {
  const atFirst = formatUpperBound({ seconds: first });
  if (first === renewal) return atFirst;
  return `${atFirst}, for renewals ${formatUpperBound({ seconds: renewal })}`;
}

function PolicyState({ policy }: { policy: PolicyView }) {
  if (policy.stopped) return <StatusPill tone="refused">Stopped: no pass counts</StatusPill>;
  if (policy.closed) return <StatusPill tone="waiting">Closed: admits nobody new</StatusPill>;
  return <StatusPill tone="proven">Admits</StatusPill>;
}
