import type { PeriodicJob } from '@postern/db/jobs';
import type { Logger } from '@postern/http-service';
import type { Clock, SessionRepository } from '@postern/verifier';

/** Periodic work of the verifier, by name. */
export function createVerifierJobs(options: {
  sessions: Pick<SessionRepository, 'sweep'>;
  clock: Clock;
  logger: Logger;
}): PeriodicJob[] {
  const { sessions, clock, logger } = options;
  return [
    {
      // Marks sessions that ran out and deletes presentations whose short time is over.
      name: 'sweep-sessions',
      everyMs: 30_000,
      run: async () => {
        const count = await sessions.sweep({ now: clock.now() });
        if (count > 0) logger.debug({ job: 'sweep-sessions', count }, 'swept');
      },
    },
  ];
}
