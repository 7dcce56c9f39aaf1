import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('..', import.meta.url));

/** Every file and package that is reached from a file by static or dynamic imports. */
function reach(file: string, seen = { files: new Set<string>(), packages: new Set<string>() }) {
  if (seen.files.has(file)) return seen;
  seen.files.add(file);
  for (const [, specifier] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
    if (specifier!.startsWith('.')) reach(path.resolve(path.dirname(file), specifier!), seen);
    else seen.packages.add(specifier!);
  }
  return seen;
}

test.each(['verify/index.ts', 'verify/pool/index.ts', 'verify/pool/verify-proof.worker.ts'])(
  '%s reaches no proving, policy or issuing code',
  (entry) => {
    const { files, packages } = reach(path.join(SRC, entry));
    const folders = new Set([...files].map((file) => path.relative(SRC, file).split(path.sep)[0]));
    expect([...folders].toSorted()).toEqual(
      [...folders]
        .filter((folder) => ['curve', 'generated', 'keys', 'presentation', 'verify'].includes(folder!))
        .toSorted(),
    );
    expect([...packages].filter((name) => name.startsWith('@postern/') && name !== '@postern/primitives')).toEqual([]);
  },
);
