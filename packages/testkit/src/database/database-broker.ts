import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '@postern/db/embedded';

const PREFIX = 'postern-test-db-';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** A killed test run cannot remove its folder: the next one does. */
const removeLeftovers = async (): Promise<void> => {
  for (const name of await readdir(os.tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : Number.NaN;
    if (Number.isInteger(pid) && !isAlive(pid)) {
      await rm(path.join(os.tmpdir(), name), { recursive: true, force: true });
    }
  }
};

/** Starts a non-durable server in a folder of its own under the system's temp folder. */
export const openTestServer = async (): Promise<EmbeddedPostgres> => {
  await removeLeftovers();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`));
  const server = await openEmbeddedPostgres({ dataDir, durable: false });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

export type DatabaseBroker = {
  /** Answers a GET with the administrator URL. */ url: string;
  close: () => Promise<void>;
};

/**
 * Lends one database server to all test processes of a run. The server starts at the first question (a run that needs
 * no database pays nothing) and belongs to the process that opened the broker: test processes come and go.
 */
export const openDatabaseBroker = async (): Promise<DatabaseBroker> => {
  let opening: Promise<EmbeddedPostgres> | undefined;
  const http = createServer((_request, response) => {
    opening ??= openTestServer();
    opening.then(
      (server) => response.end(server.adminUrl),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  http.unref();
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    close: async () => {
      http.closeAllConnections();
      http.close();
      await (await opening)?.stop();
    },
  };
};
