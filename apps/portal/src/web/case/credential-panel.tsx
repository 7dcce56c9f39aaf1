import { Group, Title } from '@mantine/core';
import type { CaseDetail } from '@postern/protocol';
import { Address, type Fact, Facts, formatLastDay, RelativeTime, StatusPill } from '@postern/ui';
import { credentialWords } from '../words/case-words.ts';

/** The credential that came of the case, and whether its status stands on chain yet. */
export function CredentialPanel({ detail }: { detail: CaseDetail }) {
  const { credential } = detail;
  if (credential === undefined) return null;
  const words = credentialWords[credential.status];
  const facts: Fact[] = [
    {
      label: 'Issued',
      value: credential.issuedAt === undefined ? 'Not yet' : <RelativeTime at={credential.issuedAt} withExact />,
    },
    { label: 'Valid until', value: formatLastDay(credential.validUntil) },
    {
      label: 'On chain',
      value: credential.anchored ? (
        <StatusPill tone="proven">Anchored</StatusPill>
      ) : (
        <StatusPill tone="waiting">Waiting for the anchor</StatusPill>
      ),
    },
    ...(credential.anchorTransaction === undefined
      ? []
      : [{ label: 'Transaction', value: <Address value={credential.anchorTransaction} kind="transaction" /> }]),
  ];
  return (
    <section aria-labelledby="credential-title">
      <Group gap="xs" mb="xs">
        <Title order={2} size="h3" id="credential-title">
          Credential
        </Title>
        <StatusPill tone={words.tone}>{words.label}</StatusPill>
      </Group>
      <Facts facts={facts} />
    </section>
  );
}
