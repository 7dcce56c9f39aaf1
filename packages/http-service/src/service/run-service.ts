import type { Logger } from '../log/create-logger.ts';
import type { HttpService } from './create-http-service.ts';

export type RunServiceOptions = {
  service: HttpService;
  logger: Logger;
  port: number;
  /** Runs after the last request has ended: stop jobs, close the database. */
  onClose?: () => Promise<unknown>;
};

/** Of the drain and of what comes after it; launchers and supervisors kill a little later. */
const STOP_LIMIT_MS = 14_000;

/**
 * Listens until SIGTERM, SIGINT, or the end of the launcher that started us (its IPC channel closes), then stops in
 * order: no new connections, what was accepted is answered, then the rest; bounded.
 */
export const runService = async ({ service, logger, port, onClose }: RunServiceOptions): Promise<void> => {
  const running = await service.listen({ port });
  logger.info({ event: 'listening', port: running.port }, 'listening');
  let stopping = false;
  const stop = (event: string): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ event }, 'stopping');
    setTimeout(() => {
      logger.error({ event: 'stop-timeout' }, 'did not stop in time');
      process.exit(1);
    }, STOP_LIMIT_MS).unref();
    running
      .drain()
      .then(() => onClose?.())
      .then(
        () => process.exit(0),
        (err: unknown) => {
          logger.error({ err }, 'did not stop cleanly');
          process.exit(1);
        },
      );
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
  if (process.send !== undefined) process.once('disconnect', () => stop('launcher ended'));
};
