import { base64UrlToBytes, bytesToBase64Url, STATUS_BITS_BYTES } from '@postern/primitives';

import { StatusListError } from './status-list-error.ts';

/**
 * `encodedList` of a Bitstring Status List (W3C, §4.1): multibase `u`, gzip, most significant bit first.
 *
 * @param bits raw bit file, index i = bit `i & 7` (least significant first) of byte `i >> 3`
 */
export async function encodeBitstringList(bits: Uint8Array): Promise<string> {
  return `u${bytesToBase64Url(await pipe(bits.map(reverseBits), new CompressionStream('gzip')))}`;
}

/**
 * Inverse of {@link encodeBitstringList}.
 *
 * @param limit bytes that the list may unpack to, those of our own lists unless told
 * @throws {StatusListError} another encoding, or a list that unpacks beyond the limit
 */
export async function decodeBitstringList(text: string, limit = STATUS_BITS_BYTES): Promise<Uint8Array> {
  if (!text.startsWith('u')) throw new StatusListError('ERR_STATUS_LIST_MALFORMED', 'Expected multibase base64url.');
  const bits = await unpack(decodeList(text.slice(1)), 'gzip', limit);
  return bits.map(reverseBits);
}

/** Bytes of a list's base64url. */
export function decodeList(text: string): Uint8Array {
  try {
    return base64UrlToBytes(text);
  } catch (cause) {
    throw new StatusListError('ERR_STATUS_LIST_MALFORMED', 'Expected unpadded base64url.', { cause });
  }
}

/** Decompresses at most `limit` bytes, so that a small list cannot unpack into memory without end. */
export async function unpack(packed: Uint8Array, format: 'gzip' | 'deflate', limit: number): Promise<Uint8Array> {
  const reader = new Blob([packed as BlobPart]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const out = new Uint8Array(limit);
  let length = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (length + part.value.length > limit) {
        throw new StatusListError('ERR_STATUS_LIST_TOO_LARGE', 'The list unpacks to more than allowed.');
      }
      out.set(part.value, length);
      length += part.value.length;
    }
  } catch (cause) {
    await reader.cancel().catch(() => undefined);
    if (cause instanceof StatusListError) throw cause;
    throw new StatusListError('ERR_STATUS_LIST_MALFORMED', 'The list cannot be decompressed.', { cause });
  }
  return out.subarray(0, length);
}

/** Runs bytes through a compression stream. */
export async function pipe(bytes: Uint8Array, stream: CompressionStream): Promise<Uint8Array> {
  const out = new Blob([bytes as BlobPart]).stream().pipeThrough(stream as ReadableWritablePair<Uint8Array, BlobPart>);
  return new Uint8Array(await new Response(out as ReadableStream).arrayBuffer());
}

function reverseBits(byte: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit += 1) reversed |= ((byte >> bit) & 1) << (7 - bit);
  return reversed;
}
