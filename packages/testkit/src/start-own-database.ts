import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type DatabaseName, locateMigrations, migrate } from '@postern/db';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '@postern/db/embedded';

/** A database server of one test's own, which can go away under a running service and come back. */
export type OwnDatabase = {
  url: string;
  goAway: () => Promise<void>;
  comeBack: () => Promise<void>;
  drop: () => Promise<void>;
};

/** Starts a server in a folder of its own, with one migrated database. */
export async function startOwnDatabase({ schema }: { schema: DatabaseName }): Promise<OwnDatabase> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'postern-own-db-'));
  const start = (): Promise<EmbeddedPostgres> => openEmbeddedPostgres({ dataDir, durable: false });
  let server = await start();
  const url = await server.ensureDatabase('postern', 'postern');
  await migrate({ url, dir: locateMigrations(schema) });
  return {
    url,
    goAway: () => server.stop(),
    comeBack: async () => {
      server = await start();
    },
    drop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
