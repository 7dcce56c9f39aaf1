import { Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

export type PageHeaderProps = {
  title: string;
  /** One sentence: what this page is for, or what is true now. */
  lead?: ReactNode;
  /** The one primary action of the screen. */
  action?: ReactNode;
  /** Small line above the title: where this page belongs. */
  above?: ReactNode;
};

/** Head of a page; also names the browser's tab. */
export function PageHeader({ title, lead, action, above }: PageHeaderProps) {
  useDocumentTitle(`${title} · Postern`);
  return (
    <Group justify="space-between" align="flex-end" gap="md" mb="lg" component="header">
      <Stack gap={4} miw={0} style={{ flex: '1 1 20rem', overflowWrap: 'anywhere' }}>
        {above === undefined ? null : (
          <Text size="xs" c="dimmed" component="div">
            {above}
          </Text>
        )}
        <Title order={1}>
          <bdi>{title}</bdi>
        </Title>
        {lead === undefined ? null : (
          <Text c="dimmed" maw="var(--postern-measure)" component="div">
            {lead}
          </Text>
        )}
      </Stack>
      {action}
    </Group>
  );
}
