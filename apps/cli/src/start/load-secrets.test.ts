import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecrets } from './load-secrets.ts';

describe('loadSecrets', () => {
  const random = { bytes: (length: number) => randomBytes(length) };
  let file: string;
  beforeEach(async () => {
    file = path.join(await mkdtemp(path.join(os.tmpdir(), 'postern-secrets-')), 'data', 'secrets.json');
  });
  afterEach(() => rm(path.dirname(path.dirname(file)), { recursive: true, force: true }));

  it('makes secrets once, for this user only', async () => {
    const first = await loadSecrets({ file, random });
    expect(await loadSecrets({ file, random })).toEqual(first);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length);
  });

  it('does not replace a damaged file: the data it opens would be lost', async () => {
    await loadSecrets({ file, random });
    await writeFile(file, '{"issuerMasterKey":"00"}');
    await expect(loadSecrets({ file, random })).rejects.toThrow();
  });
});
