import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { LauncherError } from '../launcher-error.ts';

const zHash = z.object({ sha256: z.string() });
const zManifest = z.object({
  files: z.object({
    vkey: zHash,
    wasm: z.object({ brotli: zHash }),
    zkey: z.object({ brotli: zHash }),
  }),
});

/**
 * Compares the circuit's files with the manifest's hashes before anything relies on them.
 *
 * @throws LauncherError `ERR_LAUNCHER_ARTIFACT` that names the file.
 */
export const assertArtifactsWhole = async (dir: string): Promise<void> => {
  const fail = (file: string): never => {
    throw new LauncherError(
      'ERR_LAUNCHER_ARTIFACT',
      `circuits/artifacts/${file} is missing or damaged: get it again with git checkout circuits/artifacts.`,
      { details: { file } },
    );
  };
  const manifest = await readFile(path.join(dir, 'manifest.json'), 'utf8').then(
    (text) => zManifest.parse(JSON.parse(text)),
    () => fail('manifest.json'),
  );
  const expected = {
    'kyc-presentation.vkey.json': manifest.files.vkey.sha256,
    'kyc-presentation.wasm.br': manifest.files.wasm.brotli.sha256,
    'kyc-presentation.zkey.br': manifest.files.zkey.brotli.sha256,
  };
  for (const [file, sha256] of Object.entries(expected)) {
    const bytes = await readFile(path.join(dir, file)).catch(() => fail(file));
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) fail(file);
  }
};
