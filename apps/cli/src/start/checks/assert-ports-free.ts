import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LauncherError } from '../launcher-error.ts';

const isFree = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 cannot take the port there either.
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'));
    server.listen({ port, host }, () => server.close(() => resolve(true)));
  });

/** The processes of a launcher that was killed a moment ago need this long to notice. */
const PATIENCE_MS = 3000;

const becomesFree = async (port: number): Promise<boolean> => {
  for (let waited = 0; waited <= PATIENCE_MS; waited += 250) {
    if ((await isFree(port, '127.0.0.1')) && (await isFree(port, '::'))) return true;
    await sleep(250);
  }
  return false;
};

/** @throws LauncherError `ERR_LAUNCHER_PORT` that names the first taken port. */
export const assertPortsFree = async (ports: Readonly<Record<string, number>>): Promise<void> => {
  for (const [name, port] of Object.entries(ports)) {
    if (!(await becomesFree(port))) {
      const option = name === 'chain' ? '--chain-port' : '--port-base';
      throw new LauncherError(
        'ERR_LAUNCHER_PORT',
        `Port ${port} (${name}) is taken: free it, or shift with ${option}.`,
        {
          details: { port },
        },
      );
    }
  }
};
