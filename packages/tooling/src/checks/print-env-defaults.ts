import path from 'node:path';
import { pathToFileURL } from 'node:url';

const VARIABLE = /^[A-Z][A-Z0-9_]*$/;
/** Names that an app's environment parser may have. */
const PARSERS = ['parseEnv', 'readEnv'];

/**
 * Prints the variables that an app reads, with their defaults, as one line of JSON: asks the parser itself, through an
 * empty environment that remembers what was looked up. Null: no default, or one that has no one text.
 */
const [file = ''] = process.argv.slice(2);
const module = (await import(pathToFileURL(path.resolve(file)).href)) as Record<string, unknown>;
const parse = PARSERS.map((name) => module[name]).find((found) => typeof found === 'function');
if (parse === undefined) throw new Error(`${file} exports none of ${PARSERS.join(', ')}`);

const asked = new Set<string>();
const environment = new Proxy<Record<string, string | undefined>>(
  {},
  {
    get: (_target, name) => {
      if (typeof name === 'string' && VARIABLE.test(name)) asked.add(name);
      return undefined;
    },
  },
);
const values = (parse as (source: typeof environment) => Record<string, unknown>)(environment);
const toText = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
// Optional variables without a default are only in the schema.
const shapes = Object.values(module).flatMap((value) =>
  typeof value === 'object' && value !== null && 'shape' in value ? Object.keys(value.shape as object) : [],
);
const names = [...new Set([...asked, ...shapes, ...Object.keys(values)])].filter((name) => VARIABLE.test(name));
process.stdout.write(`${JSON.stringify(Object.fromEntries(names.map((name) => [name, toText(values[name])])))}\n`);
