import { Stack, Text } from '@mantine/core';
import { explainSessionProof } from '@postern/holder';

/** What a proof that is for a site, and for no account, can be used for. */
export function SessionProofNote({ host }: { host: string }) {
  return (
    <Stack gap={4}>
      {explainSessionProof({ host }).map((sentence) => (
        <Text key={sentence} size="sm" c="dimmed">
          {sentence}
        </Text>
      ))}
    </Stack>
  );
}
