import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseError } from '../error.ts';
import { chooseProcessUser } from './choose-process-user.ts';
import type { PostgresBinaries } from './locate-postgres-binaries.ts';

export type StartPostgresOptions = {
  dataDir: string;
  /** The administrator role, made by the first start. */
  role: string;
  /** False turns every disk guarantee off: only for data that may be lost. */
  durable: boolean;
  listen: { socketFolder: string } | { port: number };
  binaries: PostgresBinaries;
};

const NOT_DURABLE = ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off'];

/** Without this a launcher that is killed (not stopped) leaves a server behind that holds the folder. */
const diesWithParent = (command: string, args: readonly string[]): { command: string; args: readonly string[] } => {
  const able = process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'INT', 'true']).status === 0;
  return able ? { command: 'setpriv', args: ['--pdeathsig', 'INT', command, ...args] } : { command, args };
};

/**
 * Creates the cluster when the folder is empty and starts the server as a child of this process.
 *
 * @returns the child, once it accepts connections.
 * @throws DatabaseError `ERR_DATABASE_START_FAILED`.
 */
export const startPostgres = async (options: StartPostgresOptions): Promise<ChildProcess> => {
  const { dataDir, listen, binaries } = options;
  const user = chooseProcessUser();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (user.needsOwnership && user.ids.uid !== undefined && user.ids.gid !== undefined) {
    chownSync(dataDir, user.ids.uid, user.ids.gid);
    if ('socketFolder' in listen) chownSync(listen.socketFolder, user.ids.uid, user.ids.gid);
  }
  if (!existsSync(path.join(dataDir, 'PG_VERSION'))) {
    const init = ['-D', dataDir, '-A', 'trust', '-U', options.role, '--no-locale', '-E', 'UTF8', '--no-sync'];
    const { command, args } = user.wrap(binaries.initdb, init);
    const done = spawnSync(command, args, { ...user.ids, encoding: 'utf8' });
    if (done.status !== 0) {
      throw new DatabaseError('ERR_DATABASE_START_FAILED', `initdb failed: ${done.stderr || String(done.error)}`);
    }
  }
  const address =
    'socketFolder' in listen
      ? ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${listen.socketFolder}`]
      : ['-c', 'listen_addresses=127.0.0.1', '-c', `port=${listen.port}`, '-c', 'unix_socket_directories='];
  const tuning = ['-c', 'timezone=UTC', '-c', 'max_connections=200', ...(options.durable ? [] : NOT_DURABLE)];
  const guarded = diesWithParent(binaries.postgres, ['-D', dataDir, ...address, ...tuning]);
  const { command, args } = user.wrap(guarded.command, guarded.args);
  // Own process group: Ctrl-C in a terminal reaches us, and we stop services before their database.
  const child = spawn(command, args, { ...user.ids, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  await new Promise<void>((resolve, reject) => {
    let log = '';
    const fail = (reason: string): void =>
      reject(new DatabaseError('ERR_DATABASE_START_FAILED', `PostgreSQL did not start: ${reason}`));
    child.stderr?.on('data', (chunk: Buffer) => {
      if (log.length < 8192) log += chunk.toString('utf8');
      if (log.includes('ready to accept connections')) resolve();
    });
    child.once('error', (error) => fail(error.message));
    child.once('exit', () => fail(log.trim()));
  });
  return child;
};
