import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../launcher-paths.ts';
import { assertArtifactsWhole } from './assert-artifacts-whole.ts';
import { assertDiskSpace } from './assert-disk-space.ts';
import { assertPortsFree } from './assert-ports-free.ts';
import { lockDataFolder } from './lock-data-folder.ts';

describe('checks before a start', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'postern-cli-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('lets one launcher at a time into a data folder', async () => {
    const unlock = await lockDataFolder(dir);
    await expect(lockDataFolder(dir)).rejects.toMatchObject({ code: 'ERR_LAUNCHER_BUSY' });
    await unlock();
    const again = await lockDataFolder(dir);
    await again();
  });

  it('names a taken port', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(18_777, '127.0.0.1', resolve));
    const check = assertPortsFree({ wallet: 18_777 });
    await expect(check).rejects.toMatchObject({ code: 'ERR_LAUNCHER_PORT', details: { port: 18_777 } });
    server.close();
    await expect(assertPortsFree({ wallet: 18_777 })).resolves.toBeUndefined();
  });

  it('refuses a full disk', async () => {
    const check = (free: number): Promise<void> =>
      assertDiskSpace({ dir, neededBytes: 1000, readFreeBytes: () => Promise.resolve(free) });
    await expect(check(1000)).resolves.toBeUndefined();
    await expect(check(999)).rejects.toMatchObject({ code: 'ERR_LAUNCHER_DISK' });
  });

  it('accepts the circuit files that the manifest describes, and no other', async () => {
    await cp(path.join(REPOSITORY, 'circuits', 'artifacts'), dir, { recursive: true });
    await expect(assertArtifactsWhole(dir)).resolves.toBeUndefined();
    await writeFile(path.join(dir, 'kyc-presentation.vkey.json'), '{}');
    await expect(assertArtifactsWhole(dir)).rejects.toMatchObject({
      code: 'ERR_LAUNCHER_ARTIFACT',
      details: { file: 'kyc-presentation.vkey.json' },
    });
    await rm(path.join(dir, 'manifest.json'));
    await expect(assertArtifactsWhole(dir)).rejects.toMatchObject({ details: { file: 'manifest.json' } });
  });
});
