import { Text, Title } from '@mantine/core';
import type { StoredCredential } from '@postern/holder';
import { Facts } from '@postern/ui';
import { listOwnFacts } from './list-own-facts.ts';

/** What the bank says of the person, for the person alone. */
export function OwnFacts({ credential }: { credential: StoredCredential }) {
  const facts = listOwnFacts(credential.claims);
  if (facts.length === 0) return null;
  return (
    <section aria-labelledby="own-facts">
      <Title order={2} size="h4" mb={4} id="own-facts">
        What it says about you
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        Only you see this here. If something is wrong, ask {credential.issuer.name} to correct it.
      </Text>
      <Facts facts={facts} />
    </section>
  );
}
