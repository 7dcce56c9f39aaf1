import { List } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';

/** What a policy asks, one sentence a condition, as the person will read it. */
export function PolicySentences({ sentences }: { sentences: readonly string[] }) {
  return (
    <List
      spacing={6}
      icon={<IconCheck size={18} stroke={2} color="var(--postern-verdigris)" aria-hidden="true" />}
      aria-label="Conditions"
    >
      {sentences.map((sentence) => (
        <List.Item key={sentence}>{sentence}</List.Item>
      ))}
    </List>
  );
}
