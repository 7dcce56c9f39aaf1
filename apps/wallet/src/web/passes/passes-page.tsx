import { Group, Stack, Text, Title } from '@mantine/core';
import { type DisclosureRecord, type GrantRecord, selectChain } from '@postern/holder';
import { Address, EmptyState, formatMoment, LoadingShape, Mark, RelativeTime, StatusPill } from '@postern/ui';
import { useQuery } from '@tanstack/react-query';
import { Failure } from '../parts/failure.tsx';
import { useDisclosures, useGrants } from '../wallet/vault-queries.ts';
import { useWallet } from '../wallet/wallet-context.tsx';
import { nameNetwork } from '../chain/name-network.ts';
import { groupGrants, isPassGrant, type PassGrant } from './group-grants.ts';
import { Page } from '../parts/page.tsx';
import { SiteRecord } from './site-record.tsx';

/** What was granted, and what of it is live on chain. */
export function PassesPage() {
  const grants = useGrants();
  const disclosures = useDisclosures();
  const failed = [grants, disclosures].find(({ isError }) => isError);
  if (failed !== undefined) return <Failure error={failed.error} />;
  if (grants.data === undefined || disclosures.data === undefined)
    return <LoadingShape shape="rows" label="Reading your passes" />;
  const groups = groupGrants(grants.data.filter(isPassGrant));
  const siteGrants = grants.data.filter((grant) => !isPassGrant(grant));
  if (grants.data.length === 0 && disclosures.data.length === 0) {
    return (
      <EmptyState title="No passes yet">
        When you prove something to a site, its gate opens for one account and for the time you choose. You see it here.
      </EmptyState>
    );
  }
  return (
    <Page
      title="Your passes"
      lead={
        groups.length === 0
          ? undefined
          : 'Each pass as the chain has it; where the chain does not answer, the pass says so.'
      }
    >
      {groups.map((group) => (
        <PassCard key={`${group[0].policyId} ${group[0].account}`} grants={group} />
      ))}
      {siteGrants.length === 0 ? null : (
        <section>
          <Title order={2} size="h4" mb="xs">
            What you proved to a site
          </Title>
          {siteGrants.map((grant) => (
            <SiteGrant key={grant.requestKey} grant={grant} />
          ))}
        </section>
      )}
      {disclosures.data.length === 0 ? null : (
        <section>
          <Title order={2} size="h4" mb="xs">
            What you showed
          </Title>
          {disclosures.data.map((disclosure) => (
            <Disclosure key={disclosure.requestKey} disclosure={disclosure} />
          ))}
        </section>
      )}
    </Page>
  );
}

/** Facts that a site has read: they cannot be taken back, so the list says which and when. */
function Disclosure({ disclosure }: { disclosure: DisclosureRecord }) {
  const { host, name, answeredAt, shown, terms } = disclosure;
  const labels = shown.flatMap((entry) => entry.labels);
  return (
    <SiteRecord host={host} name={name} when={<RelativeTime at={answeredAt} withExact />}>
      <Text mt={6}>
        {labels.length === 0 ? 'That your credential is valid, and no fact about you.' : labels.join(', ')}
      </Text>
      {terms.length === 0 ? null : <Text>You agreed to: {terms.join(', ')}</Text>}
    </SiteRecord>
  );
}

/** A proof for one site's session: no account, nothing on chain. */
function SiteGrant({ grant }: { grant: GrantRecord }) {
  const { host, name, sentences, answeredAt, expiresAt } = grant;
  const when = (
    <>
      For this site only, until {formatMoment({ at: expiresAt })} · proven <RelativeTime at={answeredAt} withExact />
    </>
  );
  return (
    <SiteRecord host={host} name={name} when={when}>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </SiteRecord>
  );
}

function PassCard({ grants }: { grants: readonly [PassGrant, ...PassGrant[]] }) {
  const { services } = useWallet();
  const [latest] = grants;
  const network = nameNetwork({ chains: services.chains, chainId: latest.chainId });
  const pass = useQuery({
    queryKey: ['pass', latest.chainId, latest.policyId, latest.account],
    refetchInterval: 15_000,
    queryFn: async () => {
      const chain = selectChain({ chains: services.chains, gate: latest });
      const token = chain.findPassToken(latest).catch(() => undefined);
      const [found, now, passToken] = await Promise.all([chain.readPass(latest), chain.readBlockTime(), token]);
      return { found, now, passToken };
    },
  });
  const { found, now = 0, passToken } = pass.data ?? {};
  const isOpen = found !== undefined && found.expiresAt > now;
  return (
    <article style={{ borderTop: '1px solid var(--postern-line)', paddingTop: 16 }}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Group gap="sm" wrap="nowrap">
          <span style={{ color: isOpen ? 'var(--postern-verdigris)' : 'var(--postern-line)' }}>
            <Mark size={30} />
          </span>
          <div>
            <Title order={2} size="h4">
              <bdi>{latest.name ?? latest.host}</bdi>
            </Title>
            {latest.name === undefined ? null : <Text c="dimmed">by way of {latest.host}</Text>}
          </div>
        </Group>
        {pass.data === undefined ? null : isOpen ? (
          <StatusPill tone="proven">Open</StatusPill>
        ) : (
          <StatusPill tone="quiet">{found === undefined ? 'Not used' : 'Ended'}</StatusPill>
        )}
      </Group>
      <Stack gap={6} mt="sm">
        {pass.isError ? <Text c="var(--postern-amber)">The chain did not answer. Shown from memory.</Text> : null}
        <Text>{describePass({ found, isOpen, granted: latest })}</Text>
        <Text size="sm" c="dimmed" component="div">
          Account <Address value={latest.account} kind="account" />
          {network === undefined ? null : ` on ${network}`} · proven <RelativeTime at={latest.answeredAt} withExact />
        </Text>
        {!isOpen || passToken === undefined ? null : (
          <Text size="sm" c="dimmed" component="div">
            Also shown as a token that cannot be transferred, in the collection{' '}
            <Address value={passToken} kind="contract" />
          </Text>
        )}
        <details>
          <summary>What you proved</summary>
          <ul>
            {latest.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      </Stack>
    </article>
  );
}

function describePass(options: {
  found: { expiresAt: number } | undefined;
  isOpen: boolean;
  granted: GrantRecord;
}): string {
  const { found, isOpen, granted } = options;
  if (found === undefined)
    return `You allowed it until ${formatMoment({ at: granted.expiresAt })}. The site has not used your proof yet.`;
  if (isOpen)
    return `Open until ${formatMoment({ at: found.expiresAt })}. To stay longer, ask for a new proof at the site.`;
  return `It ended on ${formatMoment({ at: found.expiresAt })}. To pass again, ask for a new proof at the site.`;
}
