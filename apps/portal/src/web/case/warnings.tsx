import { Box, Text } from '@mantine/core';

/** What a reviewer should see before deciding; nothing when there is nothing. */
export function Warnings({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <Box
      component="section"
      aria-label="Look at this first"
      px="md"
      py="sm"
      bg="var(--postern-amber-tint)"
      style={{ borderInlineStart: '3px solid var(--postern-amber-mark)', borderRadius: 'var(--mantine-radius-sm)' }}
    >
      <Text fw={560} c="var(--postern-amber)">
        Look at this first
      </Text>
      <ul style={{ margin: '4px 0 0', paddingInlineStart: '1.1rem' }}>
        {warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </Box>
  );
}
