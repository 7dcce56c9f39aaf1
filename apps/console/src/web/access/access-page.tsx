import { Button, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import type { AccessDecision } from '@postern/protocol';
import { Address, EmptyState, PageHeader, ProblemNotice, RelativeTime, StatusPill } from '@postern/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { DenialCode } from '../parts/denial-code.tsx';
import { useConsole } from '../session/console-context.ts';

const ACCOUNT = /^0x[0-9a-fA-F]{40}$/;

/** One account against one policy: what the contract decides this moment, and why. */
export function AccessPage() {
  const { api, protocol } = useConsole();
  const [policyId, setPolicyId] = useState(protocol.policies[0]?.policyId ?? '');
  const [account, setAccount] = useState('');
  const [isTouched, setTouched] = useState(false);
  const check = useMutation({ mutationFn: (query: { policyId: string; account: string }) => api.checkAccess(query) });
  const isAccount = ACCOUNT.test(account.trim());

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (isAccount) check.mutate({ policyId, account: account.trim() });
  };
  if (policyId === '') {
    return (
      <EmptyState title="No policy yet">Register a policy first; then accounts can be checked against it.</EmptyState>
    );
  }
  return (
    <>
      <PageHeader title="Check an account" lead="The pass registry on chain decides; this page only asks it." />
      <Stack gap="xl" maw={600}>
        <form onSubmit={submit}>
          <Stack>
            <Select
              label="Policy"
              data={protocol.policies.map((policy) => ({
                value: policy.policyId,
                label: `${policy.policyId.slice(0, 10)}… ${policy.sentences[0] ?? ''}`,
              }))}
              value={policyId}
              onChange={(value) => setPolicyId(value ?? policyId)}
              allowDeselect={false}
            />
            <TextInput
              label="Account"
              placeholder="0x…"
              value={account}
              onChange={(event) => setAccount(event.currentTarget.value)}
              onBlur={() => setTouched(account !== '')}
              error={isTouched && !isAccount ? 'An account is 0x and 40 hexadecimal digits.' : undefined}
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
              autoComplete="off"
              spellCheck={false}
            />
            <Button type="submit" loading={check.isPending} style={{ alignSelf: 'flex-start' }}>
              Ask the registry
            </Button>
          </Stack>
        </form>
        <div aria-live="polite">
          {check.isError ? <ProblemNotice error={check.error} /> : null}
          {check.data === undefined ? null : <Decision decision={check.data} />}
        </div>
      </Stack>
    </>
  );
}

function Decision({ decision }: { decision: AccessDecision }) {
  const { admitted, account, expiresAt, denial } = decision;
  return (
    <Stack gap={6}>
      <div>
        <StatusPill tone={admitted ? 'proven' : 'refused'}>{admitted ? 'May pass' : 'May not pass'}</StatusPill>
      </div>
      <Title order={2} size="h3">
        {admitted ? (
          <>
            <Address value={account} kind="account" /> may pass
            {expiresAt === undefined ? null : (
              <>
                {' '}
                until <RelativeTime at={expiresAt} />
              </>
            )}
          </>
        ) : (
          denial?.what
        )}
      </Title>
      {denial === undefined ? null : (
        <>
          <Text>{denial.remedy}</Text>
          <DenialCode denial={denial} />
        </>
      )}
    </Stack>
  );
}
