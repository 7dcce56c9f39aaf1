import type { Logger } from '../log/create-logger.ts';
import type { HttpService } from './create-http-service.ts';

export type RunServiceOptions = {
  service: HttpService;
  logger: Logger;
  port: number;
  /** Runs after the last request has ended: stop jobs, close the database. */
  onClose?: () => Promise<unknown>;
};

/**
 * Listens until SIGTERM, SIGINT, or the end of the launcher that started us (its IPC channel closes), then stops in
 * order and lets the process end.
 */
export const runService = async ({ service, logger, port, onClose }: RunServiceOptions): Promise<void> => {
  const running = await service.listen({ port });
  logger.info({ event: 'listening', port: running.port }, 'listening');
  let stopping = false;
  const stop = (event: string): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ event }, 'stopping');
    running
      .close()
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
