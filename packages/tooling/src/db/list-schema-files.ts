import { readdirSync } from 'node:fs';
import path from 'node:path';

/** The files of one Prisma schema: every `.prisma` file of its folder, in one order. */
export const listSchemaFiles = (dir: string): string[] =>
  readdirSync(dir)
    .filter((file) => file.endsWith('.prisma'))
    .toSorted()
    .map((file) => path.join(dir, file));
