import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDeploymentRecord } from './deployment-record.ts';

describe('readDeploymentRecord', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'postern-record-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('finds none in a new data folder', async () => {
    expect(await readDeploymentRecord(path.join(dir, 'deployment.json'))).toBeUndefined();
  });

  it('does not take a file that cannot be read for a missing one: the contracts would be deployed again over it', async () => {
    await expect(readDeploymentRecord(dir)).rejects.toMatchObject({ code: 'EISDIR' });
  });

  it('does not take a damaged file for a missing one', async () => {
    const file = path.join(dir, 'deployment.json');
    await writeFile(file, '{"deployment":');
    await expect(readDeploymentRecord(file)).rejects.toBeInstanceOf(SyntaxError);
  });
});
