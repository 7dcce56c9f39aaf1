import { type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseError } from '../error.ts';
import { canConnect } from './can-connect.ts';
import { createConnectionUrl } from './create-connection-url.ts';
import { ensureDatabase } from './ensure-database.ts';
import { locatePostgresBinaries, type PostgresBinaries } from './locate-postgres-binaries.ts';
import { findPostmasterPid, waitUntilNoPostmaster } from './postmaster-process.ts';
import { startPostgres } from './start-postgres.ts';

export type OpenEmbeddedPostgresOptions = {
  /** Folder of the cluster; made on first use. */
  dataDir: string;
  /** Default true. False turns fsync off: for tests and shadow databases only. */
  durable?: boolean;
  /**
   * Default false: a server that already runs on the folder is shared and left running by {@link EmbeddedPostgres.stop}.
   * True: it is stopped first and a server of our own started. Only for a caller that holds a lock on the folder.
   */
  exclusive?: boolean;
  /** Loopback port, used on Windows only, where PostgreSQL has no private socket folder. Default 54329. */
  windowsPort?: number;
  /** Programs of another PostgreSQL; those from npm unless given. */
  binaries?: PostgresBinaries;
};

export type EmbeddedPostgres = {
  /** URL of the administrator role on the maintenance database. */
  adminUrl: string;
  /** True when this process started the server. */
  owned: boolean;
  /** Resolves when a server that this process started has ended, by itself or stopped; never for another's. */
  ended: Promise<void>;
  /** Makes role and database when absent; answers the URL of that role on that database (UTC session). */
  ensureDatabase: (name: string, role: string) => Promise<string>;
  /** Stops the server when this process started it (running queries are aborted, committed work is safe). */
  stop: () => Promise<void>;
};

const ADMIN_ROLE = 'postern_admin';
const STOP_TIMEOUT_MS = 15_000;

/** A short path of our own: Unix sockets allow 107 bytes, and a data folder's path may be longer. */
const prepareSocketFolder = (dataDir: string): string => {
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const folder = path.join(os.tmpdir(), `postern-pg-${process.getuid?.() ?? 0}-${hash}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const nobody = 65_534;
  const trusted = found.uid === process.getuid?.() || (process.getuid?.() === 0 && found.uid === nobody);
  // Whoever owns this folder can be the database: a stranger may have made it before us.
  if (!found.isDirectory() || !trusted || (found.mode & 0o077) !== 0) {
    throw new DatabaseError('ERR_DATABASE_SOCKET_FOLDER', `${folder} is not a private folder of this user: remove it.`);
  }
  return folder;
};

const stopChild = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.ref();
    child.kill('SIGINT');
  });
};

/**
 * Opens real PostgreSQL on a folder: connects to the server that runs there, or starts one as a child of this process
 * on a private Unix socket, also as root. The server ends with this process, even when that is killed (Linux).
 *
 * @throws DatabaseError `ERR_DATABASE_START_FAILED`, `ERR_DATABASE_BINARIES_MISSING`, `ERR_DATABASE_SOCKET_FOLDER`,
 * `ERR_DATABASE_FOLDER_BUSY`.
 */
export const openEmbeddedPostgres = async (options: OpenEmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const dataDir = path.resolve(options.dataDir);
  const listen =
    process.platform === 'win32'
      ? { port: options.windowsPort ?? 54_329 }
      : { socketFolder: prepareSocketFolder(dataDir) };
  const adminUrl = createConnectionUrl({ ...listen, role: ADMIN_ROLE, database: 'postgres' });
  const databaseUrl = (name: string, role: string): string => createConnectionUrl({ ...listen, role, database: name });

  let child: ChildProcess | undefined;
  if (options.exclusive === true || !(await canConnect(adminUrl))) {
    const running = findPostmasterPid(dataDir);
    if (running !== undefined && options.exclusive === true) process.kill(running, 'SIGINT');
    if (!(await waitUntilNoPostmaster(dataDir, STOP_TIMEOUT_MS))) {
      throw new DatabaseError('ERR_DATABASE_FOLDER_BUSY', `Another PostgreSQL server holds ${dataDir}.`);
    }
    const binaries = options.binaries ?? locatePostgresBinaries();
    child = await startPostgres({ dataDir, role: ADMIN_ROLE, durable: options.durable ?? true, listen, binaries });
    // An open database must not keep a finished program alive.
    child.unref();
    (child.stderr as { unref?: () => void } | null)?.unref?.();
  }
  const started = child;
  const stopOnExit = (): void => {
    started?.kill('SIGINT');
  };
  process.once('exit', stopOnExit);
  const ended = new Promise<void>((resolve) => {
    started?.once('exit', () => {
      process.off('exit', stopOnExit);
      resolve();
    });
  });
  return {
    adminUrl,
    owned: started !== undefined,
    ended,
    ensureDatabase: async (name, role) => {
      await ensureDatabase({ adminUrl, name, role });
      return databaseUrl(name, role);
    },
    stop: async () => {
      process.off('exit', stopOnExit);
      if (started === undefined) return;
      await stopChild(started);
      if ('socketFolder' in listen && existsSync(listen.socketFolder)) {
        rmSync(listen.socketFolder, { recursive: true, force: true });
      }
    },
  };
};
