import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { StaffAccount } from '@postern/protocol';
import { LoadingShape, PageHeader, RelativeTime } from '@postern/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { usePortalApi } from '../portal-context.ts';
import { useSession } from '../session/use-session.ts';
import { Problem } from '../words/problem.tsx';
import { type AccountStep, useConfirmed } from './use-confirmed.ts';

type Confirmed = { account: StaffAccount; busy: boolean; take: (step: AccountStep) => void };

/** What the signed-in person signs in with, who may act for the bank, and what the bank signs with. */
export function AccountPage() {
  const api = usePortalApi();
  const query = useQuery({ queryKey: ['account'], queryFn: () => api.getAccount() });
  const confirmed = useConfirmed();
  if (query.data === undefined) {
    return query.isError ? (
      <Problem error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <LoadingShape shape="rows" count={4} label="Loading your account" />
    );
  }
  const shared = {
    account: query.data,
    busy: confirmed.isPending,
    take: (step: AccountStep) => confirmed.mutate(step),
  };
  return (
    <>
      <PageHeader title="Passkeys, staff and keys" lead="Every step here is confirmed with your passkey." />
      {confirmed.isError ? <Problem error={confirmed.error} /> : null}
      <Stack gap="xl" mt="md">
        <OwnPasskeys {...shared} />
        <Members {...shared} />
        <SigningKeys {...shared} />
      </Stack>
    </>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h4" id={id} mb="xs">
        {title}
      </Title>
      <Stack gap="xs">{children}</Stack>
    </section>
  );
}

function Line({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <Group justify="space-between" wrap="wrap" gap="xs">
      <div>{children}</div>
      {action}
    </Group>
  );
}

function Step({ busy, children, onClick }: { busy: boolean; children: ReactNode; onClick: () => void }) {
  return (
    <Button size="xs" variant="default" disabled={busy} onClick={onClick}>
      {children}
    </Button>
  );
}

function OwnPasskeys({ account, busy, take }: Confirmed) {
  const { passkeys } = account;
  return (
    <Section id="own-passkeys" title="Your passkeys">
      {passkeys.map(({ id, createdAt, regressedAt }, index) => (
        <Line
          key={id}
          action={
            passkeys.length < 2 ? null : (
              <Step busy={busy} onClick={() => take({ action: 'remove-passkey', target: id })}>
                Remove passkey {index + 1}
              </Step>
            )
          }
        >
          <Text>
            Passkey {index + 1}, added <RelativeTime at={createdAt} />
          </Text>
          {regressedAt === null ? null : (
            <Text size="sm">
              It counted backwards <RelativeTime at={regressedAt} />. If it is not kept in step over several of your
              devices, somebody may have a copy: add another one and remove it.
            </Text>
          )}
        </Line>
      ))}
      {passkeys.length === 1 ? <Text size="sm">Add a second one: with one lost, you are not locked out.</Text> : null}
      <Group>
        <Step busy={busy} onClick={() => take({ action: 'add-passkey' })}>
          Add a passkey
        </Step>
      </Group>
    </Section>
  );
}

function Members({ account, busy, take }: Confirmed) {
  return (
    <Section id="members" title="Members of staff">
      {account.members.map(({ staffId, name, warnings, removable }) => (
        <Line
          key={staffId}
          action={
            removable ? (
              <Step busy={busy} onClick={() => take({ action: 'remove-member', target: staffId })}>
                Remove {name}
              </Step>
            ) : null
          }
        >
          <Text>
            <bdi>{name}</bdi>
          </Text>
          {warnings === 0 ? null : (
            <Text size="sm">A passkey of theirs counted backwards: ask whether it is synced.</Text>
          )}
        </Line>
      ))}
      <Text size="sm" c="dimmed">
        Who is removed is signed out at once, and what they proposed can no longer be confirmed.
      </Text>
    </Section>
  );
}

function SigningKeys({ account, busy, take }: Confirmed) {
  const staffId = useSession().data?.staff?.staffId;
  return (
    <Section id="signing-keys" title="Keys that the bank signs with">
      {account.keys.map(({ keyName, createdAt, retiredAt, revokedAt, proposedBy }) => (
        <Line
          key={keyName}
          action={
            revokedAt !== null ? null : proposedBy === null ? (
              <Step busy={busy} onClick={() => take({ action: 'propose-key-revocation', target: keyName })}>
                Propose to revoke {keyName}
              </Step>
            ) : (
              <Group gap="xs">
                {proposedBy.staffId === staffId ? null : (
                  <Step busy={busy} onClick={() => take({ action: 'confirm-key-revocation', target: keyName })}>
                    Revoke {keyName} now
                  </Step>
                )}
                <Step busy={busy} onClick={() => take({ action: 'withdraw-key-revocation', target: keyName })}>
                  Withdraw
                </Step>
              </Group>
            )
          }
        >
          <Text>
            {keyName}, made <RelativeTime at={createdAt} />
            {revokedAt !== null ? ', revoked' : retiredAt === null ? ', signs now' : ', retired'}
          </Text>
          {proposedBy === null ? null : (
            <Text size="sm">
              <bdi>{proposedBy.name}</bdi> proposes to revoke it. A second person confirms.
            </Text>
          )}
        </Line>
      ))}
      <Text size="sm" c="dimmed">
        Revoke a key when it may be stolen. Nothing that it signed counts any more, whatever its date; wallets fetch
        their credentials anew.
      </Text>
    </Section>
  );
}
