import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const PROGRAMS = ['initdb', 'postgres'];

const candidates = () => {
  const versions = '/usr/lib/postgresql';
  const debian = existsSync(versions)
    ? readdirSync(versions)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => path.join(versions, version, 'bin'))
    : [];
  return [...debian, ...(process.env.PATH ?? '').split(path.delimiter), '/usr/pgsql/bin'];
};

/**
 * The programs of a PostgreSQL server that this system has, beside the one from npm.
 *
 * @returns {{ initdb: string, postgres: string } | undefined}
 */
export const findSystemPostgres = () => {
  const folder = candidates().find((dir) => dir !== '' && PROGRAMS.every((name) => existsSync(path.join(dir, name))));
  return folder === undefined
    ? undefined
    : { initdb: path.join(folder, 'initdb'), postgres: path.join(folder, 'postgres') };
};
