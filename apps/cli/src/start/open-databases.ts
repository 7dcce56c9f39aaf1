import { locateMigrations, migrate } from '@postern/db';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '@postern/db/embedded';
import type { Supervised } from './supervise.ts';

export type OpenDatabases = { urls: { issuer: string; verifier: string }; stop: () => Promise<void> };

/**
 * Two migrated databases: on the server named by `ISSUER_DATABASE_URL` and `VERIFIER_DATABASE_URL`, else on an
 * embedded one that this process owns and keeps running. The caller holds the lock on the data folder.
 */
export const openDatabases = async (options: {
  dataDir: string;
  supervised: (start: () => Promise<EmbeddedPostgres>) => Promise<Supervised<EmbeddedPostgres>>;
}): Promise<OpenDatabases> => {
  const { dataDir, supervised } = options;
  const given = { issuer: process.env.ISSUER_DATABASE_URL ?? '', verifier: process.env.VERIFIER_DATABASE_URL ?? '' };
  const server =
    given.issuer !== '' && given.verifier !== ''
      ? undefined
      : await supervised(() => openEmbeddedPostgres({ dataDir, exclusive: true }));
  const stop = async (): Promise<void> => server?.stop();
  try {
    const open = async (name: 'issuer' | 'verifier'): Promise<string> => {
      const url = given[name];
      if (url !== '' || server === undefined) return url;
      return server.current.ensureDatabase(`postern_${name}`, `postern_${name}`);
    };
    const urls = { issuer: await open('issuer'), verifier: await open('verifier') };
    await migrate({ url: urls.issuer, dir: locateMigrations('issuer') });
    await migrate({ url: urls.verifier, dir: locateMigrations('verifier') });
    return { urls, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
