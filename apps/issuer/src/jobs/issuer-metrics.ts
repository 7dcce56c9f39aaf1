import type { JobEvent, JobQueue } from '@postern/db/jobs';
import { addJobGauges, type Metrics } from '@postern/http-service';
import { type IssuerContext, listOverdueChanges, type OutboxEvent } from '@postern/issuer';
import { computeAnchorBound } from '@postern/protocol';

/** What the issuer counts as it happens. */
export function createIssuerCounters(metrics: Metrics): {
  countOutboxEvent(event: OutboxEvent): void;
  countJobEvent(event: JobEvent): void;
  countUnreadable(table: string): void;
} {
  const outbox = metrics.createCounter({
    name: 'outbox_events_total',
    help: 'What the outbox of chain writes did or saw; second_sender and stepped_back want eyes.',
    label: 'type',
  });
  const jobs = metrics.createCounter({
    name: 'job_runs_total',
    help: 'Runs of jobs, by how they ended.',
    label: 'outcome',
  });
  const unreadable = metrics.createCounter({
    name: 'unreadable_rows_total',
    help: 'Rows that a reading left out because they do not open, by table; the log names the row.',
    label: 'table',
  });
  return {
    countUnreadable: (table) => unreadable.count(table),
    countOutboxEvent: ({ type }) => outbox.count(type),
    countJobEvent: ({ type }) => jobs.count(type),
  };
}

/** What is read when somebody asks: how far chains and jobs are behind. */
export function addIssuerGauges(options: {
  metrics: Metrics;
  context: IssuerContext;
  jobs: Pick<JobQueue, 'report'>;
}): void {
  const { metrics, context, jobs } = options;
  addJobGauges(metrics, jobs);
  metrics.addGauge({
    name: 'anchor_lag_seconds',
    help: 'Age of the oldest acknowledged status change that a chain does not hold; 0 when it holds all.',
    label: 'chain_id',
    read: async () => {
      const now = context.clock.now();
      const waiting = await context.store.read((reader) => reader.listWaitingChanges());
      return context.chains.map(({ chainId }) => {
        const oldest = waiting.find((change) => change.chainId === chainId);
        return { label: String(chainId), value: oldest === undefined ? 0 : now - oldest.changedAt };
      });
    },
  });
  metrics.addGauge({
    name: 'anchor_bound_seconds',
    help: 'Longest time that a status change may wait for a chain: what the bank states to everybody.',
    read: async () => computeAnchorBound(context.settings.anchorTimes),
  });
  metrics.addGauge({
    name: 'anchor_overdue_lists',
    help: 'Status lists with a change that is not on chain though its bound has passed.',
    label: 'chain_id',
    read: async () => {
      const overdue = await listOverdueChanges(context);
      return context.chains.map(({ chainId }) => ({
        label: String(chainId),
        value: overdue.filter((change) => change.chainId === chainId).length,
      }));
    },
  });
}
