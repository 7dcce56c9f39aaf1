import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Mark } from '../brand/mark.tsx';

export type EmptyStateProps = {
  title: string;
  /** One sentence that teaches what will be here. */
  children: ReactNode;
  /** The first step. */
  action?: ReactNode;
};

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md" ta="center">
      <span style={{ color: 'var(--postern-line)' }}>
        <Mark size={40} />
      </span>
      <Title order={2} size="h3" mt="xs">
        {title}
      </Title>
      <Text c="dimmed" maw="44ch" component="div">
        {children}
      </Text>
      {action === undefined ? null : <div style={{ marginTop: 8 }}>{action}</div>}
    </Stack>
  );
}
