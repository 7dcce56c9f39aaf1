import { PosternError } from '../error.ts';
import type { JsonValue } from './parse-strict-json.ts';

export class CanonicalJsonError extends PosternError<'ERR_JSON_NOT_CANONICALIZABLE'> {}

/**
 * Canonical JSON (RFC 8785): members sorted by UTF-16 code units, no white space, numbers as ECMAScript writes them.
 *
 * @throws {CanonicalJsonError} a value that JSON cannot hold, such as `undefined` or an infinite number
 */
export function canonicalizeJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalizeJson).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.keys(value).toSorted();
    return `{${members.map((member) => `${JSON.stringify(member)}:${canonicalizeJson(value[member]!)}`).join(',')}}`;
  }
  throw new CanonicalJsonError('ERR_JSON_NOT_CANONICALIZABLE', 'The value cannot be written as JSON.');
}
