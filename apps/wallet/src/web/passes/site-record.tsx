import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export type SiteRecordProps = {
  host: string;
  /** The name that the host gave itself. */
  name: string | undefined;
  /** When it was, and until when it counts. */
  when: ReactNode;
  children: ReactNode;
};

/** What one site learnt, and when. */
export function SiteRecord({ host, name, when, children }: SiteRecordProps) {
  return (
    <article style={{ borderTop: '1px solid var(--postern-line)', paddingBlock: 16 }}>
      <Title order={3} size="h5">
        <bdi>{name ?? host}</bdi>
      </Title>
      {name === undefined ? null : <Text c="dimmed">by way of {host}</Text>}
      {children}
      <Text size="sm" c="dimmed" component="div">
        {when}
      </Text>
    </article>
  );
}
