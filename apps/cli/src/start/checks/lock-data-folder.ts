import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { LauncherError } from '../launcher-error.ts';

const isAnswered = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(address, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const tryListen = (address: string): Promise<Server | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => resolve(server));
  });

/**
 * Takes the data folder for this process: a listening socket, which the system gives up when we die in any way.
 *
 * @returns a function that frees it.
 * @throws LauncherError `ERR_LAUNCHER_BUSY`.
 */
export const lockDataFolder = async (dataDir: string): Promise<() => Promise<void>> => {
  const id = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 16);
  const windows = process.platform === 'win32';
  const address = windows ? `\\\\.\\pipe\\postern-${id}` : path.join(os.tmpdir(), `postern-${id}.lock`);
  let server = await tryListen(address);
  if (server === undefined && !windows && !(await isAnswered(address))) {
    // Left over from a killed launcher: nobody listens.
    rmSync(address, { force: true });
    server = await tryListen(address);
  }
  if (server === undefined) {
    throw new LauncherError('ERR_LAUNCHER_BUSY', `Postern already runs on ${dataDir}: stop it, or choose --data DIR.`);
  }
  const held = server;
  held.unref();
  return () => new Promise((resolve) => held.close(() => resolve()));
};
