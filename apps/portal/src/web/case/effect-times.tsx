import { Text } from '@mantine/core';
import { computeProofEffect, type Measure, SLOWEST_POLICY } from '@postern/protocol';
import { formatUpperBound } from '@postern/ui';
import { useQuery } from '@tanstack/react-query';
import { usePortalApi } from '../portal-context.ts';

export type EffectTimesProps = {
  /** What is being decided, or may be; nothing is said where none of it changes a status. */
  measures: readonly Measure[];
};

/** How fast a decision about a credential counts, at the latest; beside the buttons that decide it. */
export function EffectTimes({ measures }: EffectTimesProps) {
  const api = usePortalApi();
  const ends = measures.includes('suspend') || measures.includes('revoke');
  const isConcerned = ends || measures.includes('reinstate');
  const { data } = useQuery({
    queryKey: ['status-times'],
    queryFn: () => api.getStatusTimes(),
    enabled: isConcerned,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!isConcerned || data === undefined) return null;
  const { anchored, renewal } = computeProofEffect({ ...data, ...SLOWEST_POLICY });
  const within = (seconds: number) => formatUpperBound({ seconds });
  return (
    <Text size="xs" c="dimmed">
      Where the credential is shown, your decision counts within {within(data.credentials)}. Proofs:{' '}
      {ends
        ? `on chain within ${within(anchored)}, then each site refuses within the time that its rule allows, ${within(renewal)} in all at the longest.`
        : `possible again within ${within(anchored)}.`}
    </Text>
  );
}
