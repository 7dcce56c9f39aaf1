import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

import type { CheckpointStore } from './checkpoint-store.ts';

/**
 * A store in one file. Written beside it, flushed, and renamed: whoever is cut in the middle finds the former text.
 *
 * @param options.file path; its folder is made when missing
 */
export function createFileCheckpointStore(options: { file: string }): CheckpointStore {
  const file = path.resolve(options.file);
  return {
    async load() {
      try {
        return await readFile(file, 'utf8');
      } catch (error) {
        if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return undefined;
        throw error;
      }
    },
    async save(text) {
      await mkdir(path.dirname(file), { recursive: true });
      const draft = `${file}.${randomUUID()}`;
      const handle = await open(draft, 'w', 0o600);
      try {
        await handle.writeFile(text, 'utf8');
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft, file);
    },
  };
}
