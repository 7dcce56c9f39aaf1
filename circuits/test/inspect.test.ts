import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { inspectCircuit } from '../bin/lib/compile-circuit.mjs';

/** What the compiler warns of in circomlib's templates, and why it takes nothing from the statement. */
const ACCEPTED = [
  // A segment hands on its last doubling, and after the last segment there is nothing to hand it to.
  { code: 'CA02', template: 'EscalarMulFix' },
];

// The compiler sees no folder outside the repository.
const buildDir = fileURLToPath(new URL('../build/', import.meta.url));
let folder: string;
beforeAll(async () => {
  await mkdir(buildDir, { recursive: true });
  folder = await mkdtemp(path.join(buildDir, 'inspect-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('the compiler’s inspection finds nothing in our templates', async () => {
  const warnings = await inspectCircuit({ outDir: folder });
  expect(warnings.map(({ code, template }) => ({ code, template }))).toEqual(ACCEPTED);
}, 120_000);

test('a signal that no constraint holds is found', async () => {
  const source = path.join(folder, 'loose.circom');
  await writeFile(
    source,
    'pragma circom 2.2.0;\ntemplate Loose() { signal input a; signal output b; signal c; c <-- a * 2; b <== a; }\ncomponent main = Loose();\n',
  );
  expect(await inspectCircuit({ source, outDir: folder })).toContainEqual(
    expect.objectContaining({ code: 'CA01', template: 'Loose' }),
  );
}, 60_000);
