import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { EmptyState, LoadingShape } from '@postern/ui';
import { Link, useNavigate } from 'react-router';
import { Failure } from '../parts/failure.tsx';
import { useApplications, useCredentials, useIssuances } from '../wallet/vault-queries.ts';
import { useWallet } from '../wallet/wallet-context.tsx';
import { ApplicationRow } from '../apply/application-row.tsx';
import { CardLink } from '../credential/card-link.tsx';
import { describeNearEnd } from '../credential/credential-end.ts';
import { credentialHref } from '../credential/credential-href.ts';
import { NearEndNotice } from '../credential/near-end-notice.tsx';
import { useApplicationStates } from '../apply/use-application-states.ts';
import { describeWaiting } from './describe-waiting.ts';
import { PasteLink } from './paste-link.tsx';

/** The card, or the first step towards it. */
export function HomePage() {
  const credentials = useCredentials();
  const applications = useApplications();
  const issuances = useIssuances();
  const states = useApplicationStates();
  const navigate = useNavigate();
  const { services } = useWallet();

  if (credentials.isError) return <Failure error={credentials.error} />;
  if (credentials.data === undefined) return <LoadingShape shape="card" label="Opening your credentials" />;
  const [first, ...older] = credentials.data;
  const waiting = applications.data ?? [];
  return (
    <Stack gap="xl">
      {first === undefined ? (
        <EmptyState
          title={describeWaiting(states)}
          action={
            waiting.length === 0 ? (
              <Button size="md" onClick={() => void navigate('/apply')}>
                Apply at a bank
              </Button>
            ) : undefined
          }
        >
          A bank checks you once and gives you a credential. With it you pass gates without showing papers.
        </EmptyState>
      ) : (
        <>
          <Title order={1} size="h2" fw={620}>
            Your credential
          </Title>
          <NearEndNotice
            nearEnd={describeNearEnd({ credential: first, now: services.clock.now() })}
            issuerName={first.issuer.name}
            href={credentialHref(first.id)}
          />
          <CardLink credential={first} />
          <Text c="dimmed">
            When a site asks, you see exactly what it would learn before anything leaves. Mostly that is a proof and no
            fact.
          </Text>
        </>
      )}
      {waiting.length === 0 ? null : (
        <section aria-label="Applications">
          <Title order={2} size="h4" mb="xs">
            Applications
          </Title>
          {waiting.map((application) => (
            <ApplicationRow key={application.applicationId} application={application} />
          ))}
        </section>
      )}
      {(issuances.data ?? []).length === 0 ? null : (
        <section aria-label="On its way">
          <Title order={2} size="h4" mb="xs">
            On its way
          </Title>
          {(issuances.data ?? []).map(({ id, session }) => (
            <Group key={id} justify="space-between" py="xs">
              <Anchor component={Link} to={`/issuances/${id}`}>
                {session.waiting.length > 0
                  ? `${session.issuerName} had not decided when this wallet last looked`
                  : `Go on receiving from ${session.issuerName}`}
              </Anchor>
              {session.waiting.length === 0 ? null : (
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => void navigate(`/issuances/${id}`, { state: { isReady: true } })}
                >
                  Look now
                </Button>
              )}
            </Group>
          ))}
        </section>
      )}
      <PasteLink />
      {older.length === 0 ? null : (
        <section>
          <Title order={2} size="h4" mb="sm">
            Earlier
          </Title>
          <Stack>
            {older.map((credential) => (
              <CardLink key={credential.id} credential={credential} />
            ))}
          </Stack>
        </section>
      )}
      <Group justify="center">
        <Anchor component={Link} to="/settings#backup" size="sm">
          Back up your wallet
        </Anchor>
      </Group>
    </Stack>
  );
}
