import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpError } from '../error.ts';
import { createDrainingServer } from './create-draining-server.ts';

export type ListenOptions = {
  /** 0 takes a free port. */
  port: number;
  /** Default: all addresses of the machine, IPv4 and IPv6. */
  host?: string;
};

export type RunningService = {
  port: number;
  /** Takes no new requests, lets running ones end (ten seconds at most), then resolves. Kept connections end at once. */
  close: () => Promise<void>;
  /** The same under load: answers whatever was accepted, also what is on its way over a kept connection. */
  drain: () => Promise<void>;
};

const DRAIN_MS = 10_000;

/** Starts an HTTP server. @throws HttpError `ERR_PORT_TAKEN`. */
export const listen = async (handler: RequestListener, { port, host }: ListenOptions): Promise<RunningService> => {
  const { server, drain } = createDrainingServer(
    { requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 10_000 },
    handler,
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new HttpError('ERR_PORT_TAKEN', `Port ${port} is taken by another program.`, { details: { port } })
          : error,
      ),
    );
    server.listen(port, host, resolve);
  });
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    server.closeIdleConnections();
    const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    await closed;
    clearTimeout(timer);
  };
  return { port: (server.address() as AddressInfo).port, close, drain };
};
