import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { DatabaseName } from '@postern/db';
import { listSchemaFiles } from './list-schema-files.ts';

const require = createRequire(import.meta.url);

export type GenerateClientOptions = {
  root: string;
  name: DatabaseName /** Also when nothing changed. */;
  force: boolean;
};

/**
 * Generates one Prisma client into packages/db/src/generated, unless its schema is the one it was made from.
 *
 * @returns whether it was generated now.
 */
export const generateClient = ({ root, name, force }: GenerateClientOptions): boolean => {
  const schema = path.join(root, 'prisma', name);
  const output = path.join(root, 'packages', 'db', 'src', 'generated', name);
  const stamp = path.join(output, '.schema-hash');
  const version = (JSON.parse(readFileSync(require.resolve('prisma/package.json'), 'utf8')) as { version: string })
    .version;
  const hashed = createHash('sha256').update(version);
  for (const file of listSchemaFiles(schema)) hashed.update(path.basename(file)).update(readFileSync(file));
  const hash = hashed.digest('hex');
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false;
  const cli = path.join(path.dirname(require.resolve('prisma/package.json')), 'build', 'index.js');
  const done = spawnSync(process.execPath, [cli, 'generate', '--schema', schema], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      // The command wants a native engine only to exist: generation does not use it.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  if (done.status !== 0) throw new Error(`prisma generate (${name}) failed:\n${done.stdout}${done.stderr}`);
  mkdirSync(output, { recursive: true });
  writeFileSync(stamp, hash);
  return true;
};
