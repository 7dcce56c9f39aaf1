import { Box, Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export type ErrorStateProps = {
  /** What happened. */
  title: string;
  /** What it means for the reader. */
  meaning?: ReactNode;
  /** What to do now, in words. */
  remedy?: ReactNode;
  /** Buttons for what to do now. */
  action?: ReactNode;
  /** Stable code and request id, small, for whoever is asked for help. */
  reference?: string | undefined;
};

/** An error in three sentences: what happened, what it means for you, what to do now. */
export function ErrorState({ title, meaning, remedy, action, reference }: ErrorStateProps) {
  return (
    <Box
      role="alert"
      p="md"
      style={{
        background: 'var(--postern-brick-tint)',
        borderInlineStart: '3px solid var(--postern-brick)',
        borderRadius: 'var(--mantine-radius-sm)',
      }}
    >
      <Title order={2} size="h4" c="var(--postern-brick)">
        {title}
      </Title>
      {meaning === undefined ? null : (
        <Text mt={4} component="div">
          {meaning}
        </Text>
      )}
      {remedy === undefined ? null : (
        <Text mt={4} component="div">
          {remedy}
        </Text>
      )}
      {action === undefined ? null : <Group mt="sm">{action}</Group>}
      {reference === undefined ? null : (
        <Text mt="xs" size="xs" ff="monospace" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {reference}
        </Text>
      )}
    </Box>
  );
}
