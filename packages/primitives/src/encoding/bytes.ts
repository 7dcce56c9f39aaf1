import { PosternError } from '../error.ts';

export class EncodingError extends PosternError<'ERR_ENCODING_HEX' | 'ERR_ENCODING_BASE64URL' | 'ERR_ENCODING_WIDTH'> {}

/** Character codes of the base64url alphabet by value, and values by character code; -1 for all others. */
const CODES = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
const VALUES = Int8Array.from({ length: 128 }, (_, code) => CODES.indexOf(code));
const ASCII = new TextDecoder();

/** Lower-case hexadecimal with `0x`. */
export function bytesToHex(bytes: Uint8Array): `0x${string}` {
  let hex = '0x';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex as `0x${string}`;
}

/** @throws {EncodingError} odd length or a character that is not hexadecimal */
export function hexToBytes(hex: string): Uint8Array {
  const digits = hex.startsWith('0x') ? hex.slice(2) : hex;
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) {
    throw new EncodingError('ERR_ENCODING_HEX', 'Expected an even number of hexadecimal digits.');
  }
  const bytes = new Uint8Array(digits.length / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16);
  }
  return bytes;
}

/** Unpadded base64url (RFC 4648 §5). */
export function bytesToBase64Url(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff;
    for (bits += 8; bits >= 6; at += 1) {
      bits -= 6;
      codes[at] = CODES[(held >> bits) & 63]!;
    }
  }
  if (bits > 0) codes[at] = CODES[(held << (6 - bits)) & 63]!;
  return ASCII.decode(codes);
}

/** @throws {EncodingError} padding, other alphabets, or non-canonical trailing bits */
export function base64UrlToBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let index = 0; index < text.length; index += 1) {
    const value = VALUES[text.charCodeAt(index)] ?? -1;
    if (value < 0) throw new EncodingError('ERR_ENCODING_BASE64URL', 'Expected unpadded base64url.');
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = held >> bits;
    at += 1;
  }
  if (text.length % 4 === 1 || (held & ((1 << bits) - 1)) !== 0) {
    throw new EncodingError('ERR_ENCODING_BASE64URL', 'The last character of the base64url text carries unused bits.');
  }
  return bytes;
}

/**
 * Big-endian bytes of a non-negative integer, left-padded to `width` bytes.
 *
 * @throws {EncodingError} the value does not fit
 */
export function bigintToBytes(value: bigint, width: number): Uint8Array {
  if (value < 0n || value >> BigInt(8 * width) !== 0n) {
    throw new EncodingError('ERR_ENCODING_WIDTH', 'The integer does not fit the width.', { details: { width } });
  }
  return hexToBytes(value.toString(16).padStart(2 * width, '0'));
}

/** Integer from big-endian bytes; zero for no bytes. */
export function bytesToBigint(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(bytesToHex(bytes));
}

/** Concatenation into one new array. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
