/** Writes what the build or a ceremony made: compressed artifacts, and files only when their text changed. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { sha256 } from './sources.mjs';

/** The form in which a verification key is kept and hashed. */
export const verificationKeyText = (vkey) => `${JSON.stringify(vkey, null, 1)}\n`;

/**
 * @param {string} file path that ends in `.br`
 * @param {Uint8Array} bytes
 * @returns {Promise<{ bytes: number, sha256: string }>} of the compressed file
 */
export async function writeCompressed(file, bytes) {
  const compressed = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, compressed);
  return { bytes: compressed.length, sha256: sha256(compressed) };
}

/**
 * @param {{ files: { file: string, text: string }[], root: string, log: (line: string) => void }} options
 */
export async function writeChangedFiles({ files, root, log }) {
  for (const { file, text } of files) {
    const target = path.join(root, file);
    await mkdir(path.dirname(target), { recursive: true });
    if ((await readFile(target, 'utf8').catch(() => undefined)) === text) continue;
    await writeFile(target, text);
    log(`wrote ${file}`);
  }
}
