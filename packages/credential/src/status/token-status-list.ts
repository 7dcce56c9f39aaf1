import {
  bytesToBase64Url,
  getStatusBit,
  setStatusBit,
  createStatusBits,
  STATUS_BITS_BYTES,
  STATUS_LIST_SIZE,
} from '@postern/primitives';

import { decodeList, pipe, unpack } from './bitstring-status-list.ts';
import { StatusListError } from './status-list-error.ts';

/**
 * `lst` of a Token Status List with two bits an entry (IETF draft §4.1): zlib, base64url, least significant bits
 * first. 0 valid, 1 revoked (INVALID), 2 suspended; a credential that is both counts as revoked.
 */
export async function encodeTokenStatusList(options: { revoked: Uint8Array; suspended: Uint8Array }): Promise<string> {
  const bytes = new Uint8Array(STATUS_BITS_BYTES * 2);
  for (let byte = 0; byte < STATUS_BITS_BYTES; byte += 1) {
    if (options.revoked[byte] === 0 && options.suspended[byte] === 0) continue;
    for (let bit = 0; bit < 8; bit += 1) {
      const mask = 1 << bit;
      const status = options.revoked[byte]! & mask ? 1 : options.suspended[byte]! & mask ? 2 : 0;
      const index = 8 * byte + bit;
      bytes[index >> 2] = bytes[index >> 2]! | (status << (2 * (index & 3)));
    }
  }
  return bytesToBase64Url(await pipe(bytes, new CompressionStream('deflate')));
}

/**
 * Inverse of {@link encodeTokenStatusList}.
 *
 * @throws {StatusListError} another size or encoding, or an undefined status value
 */
export async function decodeTokenStatusList(lst: string): Promise<{ revoked: Uint8Array; suspended: Uint8Array }> {
  const bytes = await unpack(decodeList(lst), 'deflate', STATUS_BITS_BYTES * 2);
  if (bytes.length !== STATUS_BITS_BYTES * 2) {
    throw new StatusListError('ERR_STATUS_LIST_MALFORMED', 'The list has another size.');
  }
  const revoked = createStatusBits();
  const suspended = createStatusBits();
  for (let byte = 0; byte < bytes.length; byte += 1) {
    if (bytes[byte] === 0) continue;
    for (let entry = 0; entry < 4; entry += 1) {
      const status = (bytes[byte]! >> (2 * entry)) & 3;
      if (status === 3) throw new StatusListError('ERR_STATUS_LIST_MALFORMED', 'Undefined status value.');
      if (status === 1) setStatusBit(revoked, 4 * byte + entry, true);
      if (status === 2) setStatusBit(suspended, 4 * byte + entry, true);
    }
  }
  return { revoked, suspended };
}

/** The bits that circuits see: revoked or suspended. */
export function combineStatusBits(options: { revoked: Uint8Array; suspended: Uint8Array }): Uint8Array {
  return options.revoked.map((byte, position) => byte | options.suspended[position]!);
}

/** Status of one index. */
export function readTokenStatus(options: {
  revoked: Uint8Array;
  suspended: Uint8Array;
  index: number;
}): 'valid' | 'revoked' | 'suspended' {
  if (options.index >= STATUS_LIST_SIZE) {
    throw new StatusListError('ERR_STATUS_LIST_MALFORMED', 'The index is outside the list.');
  }
  if (getStatusBit(options.revoked, options.index)) return 'revoked';
  return getStatusBit(options.suspended, options.index) ? 'suspended' : 'valid';
}
