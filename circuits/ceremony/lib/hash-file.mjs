import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/**
 * Hashes of a file, read as a stream: powers of tau can be larger than memory.
 *
 * @param {string} file
 * @returns {Promise<{ sha256: string, blake2b: string, bytes: number }>} SHA-256 and BLAKE2b-512, hexadecimal
 */
export async function hashFile(file) {
  const sha256 = createHash('sha256');
  const blake2b = createHash('blake2b512');
  let bytes = 0;
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), async (chunks) => {
    for await (const chunk of chunks) {
      sha256.update(chunk);
      blake2b.update(chunk);
      bytes += chunk.length;
    }
  });
  return { sha256: sha256.digest('hex'), blake2b: blake2b.digest('hex'), bytes };
}
