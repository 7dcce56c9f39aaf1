import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder; the same from sources and from the build. */
export const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));

/** Where a start keeps what must survive it. */
export type LauncherPaths = {
  dataDir: string;
  postgresDir: string;
  logsDir: string;
  seedsDir: string;
  secretsFile: string;
};

export const resolveLauncherPaths = (dataDir: string): LauncherPaths => {
  const root = path.resolve(dataDir);
  return {
    dataDir: root,
    postgresDir: path.join(root, 'postgres'),
    logsDir: path.join(root, 'logs'),
    seedsDir: path.join(root, 'seeds'),
    secretsFile: path.join(root, 'secrets.json'),
  };
};
