import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { listMigrations } from '@postern/db';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { createEngineAdapterFactory } from './create-engine-adapter-factory.ts';
import { listSchemaFiles } from './list-schema-files.ts';

type EngineModule = typeof import('@prisma/schema-engine-wasm');
type Engine = EngineModule['SchemaEngine']['prototype'];
type MigrationsList = Parameters<Engine['applyMigrations']>[0]['migrationsList'];
type PanicRegistry = { PRISMA_WASM_PANIC_REGISTRY?: { set_message: (message: string) => void } };

const require = createRequire(import.meta.url);

/** One instance a process: a second one would answer with the first one's memory. */
let loaded: Promise<EngineModule> | undefined;

/** What the engine shall leave alone: nothing. */
export const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** The engine inside Prisma's npm package: the command line would first download a native one. */
const loadEngineModule = async (): Promise<EngineModule> => {
  const entry = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const module = (await import('@prisma/schema-engine-wasm/schema_engine_bg' as string)) as EngineModule & {
    __wbg_set_wasm: (exports: unknown) => void;
  };
  const bytes = await readFile(path.join(path.dirname(entry), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': module as never });
  (globalThis as PanicRegistry).PRISMA_WASM_PANIC_REGISTRY ??= {
    set_message: (message) => process.stderr.write(`schema engine: ${message}\n`),
  };
  module.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return module;
};

export type OpenSchemaEngineOptions = {
  /** Folder of the schema's files. */
  schemaDir: string;
  migrationsDir: string;
  /** A database whose role may create databases (the engine replays migrations in a shadow of it). */
  url: string;
};

export type SchemaEngine = {
  engine: Engine;
  files: { path: string; content: string }[];
  migrationsList: MigrationsList;
};

/** Opens Prisma's schema engine (WASM) on one schema and one database. */
export const openSchemaEngine = async (options: OpenSchemaEngineOptions): Promise<SchemaEngine> => {
  loaded ??= loadEngineModule();
  const module = await loaded;
  const files = await Promise.all(
    listSchemaFiles(path.resolve(options.schemaDir)).map(async (file) => ({
      path: file,
      content: await readFile(file, 'utf8'),
    })),
  );
  const migrations = await listMigrations(options.migrationsDir);
  const lockfile = await readFile(path.join(options.migrationsDir, 'migration_lock.toml'), 'utf8').catch(() => null);
  const engine = await module.SchemaEngine.new(
    { datamodels: files.map((file) => [file.path, file.content]) },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(createEngineAdapterFactory(options.url)) as never,
  );
  return {
    engine,
    files,
    migrationsList: {
      baseDir: path.resolve(options.migrationsDir),
      lockfile: { path: 'migration_lock.toml', content: lockfile },
      shadowDbInitScript: '',
      migrationDirectories: migrations.map(({ name, sql }) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
      })),
    },
  };
};
