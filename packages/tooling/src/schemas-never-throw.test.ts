import { readFileSync } from 'node:fs';
import path from 'node:path';

import { createSeededChoice, createValueLike, HOSTILE_TEXTS, HOSTILE_VALUES, type SchemaLike } from '@postern/testkit';
import { describe, expect, it } from 'vitest';

import { listRepositoryFiles } from '../lib/checks/list-repository-files.mjs';
import { ROOT } from '../lib/repository-root.mjs';

const SCHEMA = /^export const z[A-Z]\w*\b/m;
const SKIPPED = /\.test\.tsx?$|\.tsx$|\/(?:test|testing|test-support|bench|generated)\//;
const RUNS = 80;

type Schema = SchemaLike & { safeParse: (value: unknown) => unknown };
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && '_zod' in value && 'safeParse' in value;

const files = listRepositoryFiles().filter(
  (file) =>
    /^(?:packages|apps)\/[^/]+\/(?:src|ts)\/.*\.ts$/.test(file) &&
    !SKIPPED.test(file) &&
    SCHEMA.test(readFileSync(path.join(ROOT, file), 'utf8')),
);

/** What the schema throws on any value is what a service answers with 500. */
function findThrown(schema: Schema, seed: number): { error: unknown; value: unknown } | undefined {
  const choice = createSeededChoice(seed);
  const shaped = Array.from({ length: RUNS }, () => createValueLike(schema, choice));
  for (const value of [undefined, ...HOSTILE_VALUES, ...HOSTILE_TEXTS, ...shaped]) {
    try {
      schema.safeParse(value);
    } catch (error) {
      return { error, value };
    }
  }
  return undefined;
}

describe('every exported schema of the repository', () => {
  it('is found by its name', () => {
    expect(files.length).toBeGreaterThan(40);
  });

  it.each(files)('answers any value and never throws: %s', async (file) => {
    const module = (await import(path.join(ROOT, file))) as Record<string, unknown>;
    const schemas = Object.entries(module).filter((entry): entry is [string, Schema] => isSchema(entry[1]));
    const thrown = schemas.map(([name, schema], seed) => ({ name, ...findThrown(schema, seed) }));
    expect(thrown.filter(({ error }) => error !== undefined)).toEqual([]);
  });
});
