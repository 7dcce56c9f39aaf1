import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** One migration folder: `<time>_<name>/migration.sql`. */
export type Migration = {
  name: string;
  sql: string /** SHA-256 of the file, hex, as Prisma records it. */;
  checksum: string;
};

/** Reads a Prisma migrations folder in order of application; an absent folder holds none. */
export const listMigrations = async (dir: string): Promise<Migration[]> => {
  const entries = await readdir(dir, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(dir, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
};
