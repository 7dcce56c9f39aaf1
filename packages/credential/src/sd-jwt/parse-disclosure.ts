import { base64UrlToBytes, type JsonValue, parseStrictJson } from '@postern/primitives';

import { SdJwtError } from './sd-jwt-error.ts';

/** One disclosure taken apart; `name` is missing for an array element. */
export type Disclosure = {
  /** Position in the token. */
  position: number;
  name: string | undefined;
  value: JsonValue;
  /** A digest of the credential referred to it. */
  used: boolean;
};

/** Structure of SD-JWT, and members that reach a prototype: here they come as values, where the JSON reader lets them. */
export const FORBIDDEN_NAMES: ReadonlySet<string> = new Set([
  '_sd',
  '_sd_alg',
  '...',
  '__proto__',
  'constructor',
  'prototype',
]);

/**
 * Reads one disclosure (RFC 9901 §4.2): base64url of a JSON array of salt, name and value, or salt and value.
 *
 * @throws {SdJwtError} anything else, or a name that would be taken for structure
 */
export function parseDisclosure(text: string, position: number): Disclosure {
  try {
    const parts = parseStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(base64UrlToBytes(text)));
    if (Array.isArray(parts) && typeof parts[0] === 'string') {
      if (parts.length === 2) return { position, name: undefined, value: parts[1]!, used: false };
      const name = parts[1];
      if (parts.length === 3 && typeof name === 'string' && !FORBIDDEN_NAMES.has(name)) {
        return { position, name, value: parts[2]!, used: false };
      }
    }
  } catch (cause) {
    throw new SdJwtError('ERR_SD_JWT_DISCLOSURE', 'A disclosure is malformed.', { cause });
  }
  throw new SdJwtError('ERR_SD_JWT_DISCLOSURE', 'A disclosure is malformed.');
}
