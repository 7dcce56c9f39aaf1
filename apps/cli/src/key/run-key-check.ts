import { readFile } from 'node:fs/promises';
import { parseStrictJson } from '@postern/primitives';
import {
  assertVerificationKeyAcceptable,
  circuitManifest,
  kycPresentationVerificationKey,
  VerificationKeyError,
} from '@postern/proof/verify';
import { z } from 'zod';

export type KeyCheckOptions = {
  /** Verification key JSON; the built-in key when left out. */
  keyFile?: string;
  /** Manifest that names it; the built-in one when left out. */
  manifestFile?: string;
  chainId: number;
};

const zManifest = z.object({
  development: z.boolean(),
  publicSignals: z.array(z.string()),
  files: z.object({ vkey: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }) }),
});

/**
 * `postern key check`: the gate of services, wallet and deployment, for a key file or the built-in key.
 *
 * @returns exit code: 0 when the key may be used on this chain
 */
export const runKeyCheck = async (options: KeyCheckOptions): Promise<number> => {
  const { keyFile, manifestFile, chainId } = options;
  const read = async (file: string): Promise<unknown> => parseStrictJson(await readFile(file, 'utf8'));
  const verificationKey = keyFile === undefined ? kycPresentationVerificationKey : await read(keyFile);
  const manifest = manifestFile === undefined ? circuitManifest : zManifest.parse(await read(manifestFile));
  try {
    await assertVerificationKeyAcceptable({ verificationKey, manifest, chainId });
  } catch (error) {
    if (!(error instanceof VerificationKeyError)) throw error;
    process.stderr.write(`✗ ${error.message} (${error.code})\n`);
    return 1;
  }
  const kind = manifest.development ? 'development key, for local chains only' : 'key of a ceremony';
  process.stdout.write(`✓ acceptable on chain ${chainId}: ${kind}\n    SHA-256 ${manifest.files.vkey.sha256}\n`);
  return 0;
};
