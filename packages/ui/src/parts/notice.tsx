import { Box, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export type NoticeProps = {
  /** `waiting` = look at this before going on; `refused` = something is wrong and waits for somebody. */
  tone: 'waiting' | 'refused';
  /** Name of the region, for who jumps from one to the next. */
  label: string;
  title: ReactNode;
  children?: ReactNode;
};

const colours = {
  waiting: { tint: 'var(--postern-amber-tint)', mark: 'var(--postern-amber-mark)', text: 'var(--postern-amber)' },
  refused: { tint: 'var(--postern-brick-tint)', mark: 'var(--postern-brick)', text: 'var(--postern-brick)' },
} as const;

/** Something to see before going on, set off from the rest of the page. */
export function Notice({ tone, label, title, children }: NoticeProps) {
  const { tint, mark, text } = colours[tone];
  return (
    <Box
      component="section"
      aria-label={label}
      px="md"
      py="sm"
      bg={tint}
      style={{
        borderInlineStart: `3px solid ${mark}`,
        borderRadius: 'var(--mantine-radius-sm)',
        overflowWrap: 'anywhere',
      }}
    >
      <Text fw={560} c={text}>
        {title}
      </Text>
      {children}
    </Box>
  );
}
