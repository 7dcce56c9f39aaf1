import type { Logger } from '@postern/http-service';
import type { Clock, SessionRepository } from '@postern/verifier';

const INTERVAL_MS = 30_000;

/** Every half minute: marks sessions that ran out and deletes presentations whose short time is over. */
export function sweepSessions(options: { sessions: Pick<SessionRepository, 'sweep'>; clock: Clock; logger: Logger }): {
  stop(): Promise<void>;
} {
  const { sessions, clock, logger } = options;
  let running: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    try {
      const count = await sessions.sweep({ now: clock.now() });
      if (count > 0) logger.debug({ job: 'sweep-sessions', count }, 'swept');
    } catch (err) {
      logger.warn({ job: 'sweep-sessions', err }, 'sweep failed; it will run again');
    }
  };
  const timer = setInterval(() => {
    running = run();
  }, INTERVAL_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
