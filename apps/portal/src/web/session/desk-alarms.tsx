import { Stack, Text } from '@mantine/core';
import type { DeskAlarms as Alarms } from '@postern/protocol';
import { formatMoment, formatUpperBound, Notice, RelativeTime } from '@postern/ui';
import { useQuery } from '@tanstack/react-query';
import { usePortalApi } from '../portal-context.ts';

const WORK: Readonly<Record<string, string>> = {
  anchor: 'Bringing changes to the chain',
  reconcile: 'Comparing the chain with the status list',
  heartbeat: 'The regular sign of life on the chain',
  'audit-head': 'Signing the audit log',
  mail: 'Sending messages',
  rebinding: 'Ending moves of credentials to another wallet',
  purge: 'Deleting what has run out',
};

/** What did not happen in its time, in red above every page of the desk; nothing while all is well. */
export function DeskAlarms() {
  const api = usePortalApi();
  const { data } = useQuery({ queryKey: ['alarms'], queryFn: () => api.getAlarms(), refetchInterval: 10_000 });
  if (data === undefined) return null;
  const { changes, jobs } = data;
  if (changes.length + jobs.length === 0) return null;
  return (
    <Stack gap="sm" mb="lg" role="alert">
      {changes.length === 0 ? null : <LateChanges alarms={data} />}
      {jobs.length === 0 ? null : <FailedWork jobs={jobs} />}
    </Stack>
  );
}

/** Says which change people would expect on chain by now, and on which chain it is missing. */
function LateChanges({ alarms: { changes, chains, boundSeconds } }: { alarms: Alarms }) {
  return (
    <Notice tone="refused" label="Late changes" title="A change is not on chain">
      {changes.map(({ chainId, since }) => (
        <Text key={chainId} inherit>
          {`A change of ${formatMoment({ at: since })} (a revocation, a suspension or its end) is not on ${chains > 1 ? `chain ${chainId}` : 'the chain'} yet, though it should have been within ${formatUpperBound({ seconds: boundSeconds })}. Gates there still go by what was before it.`}
        </Text>
      ))}
    </Notice>
  );
}

function FailedWork({ jobs }: { jobs: Alarms['jobs'] }) {
  return (
    <Notice tone="refused" label="Failed work" title="Work in the background fails again and again">
      {jobs.map(({ job, at, code }) => (
        <Text key={job} inherit>
          {WORK[job] ?? job}: given up <RelativeTime at={at} />, and begun anew every minute. Tell whoever runs the
          service, with this code: {code}
        </Text>
      ))}
    </Notice>
  );
}
