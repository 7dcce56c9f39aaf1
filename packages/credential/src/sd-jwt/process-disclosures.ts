import { bytesToBase64Url, type JsonValue, parseStrictJson, PosternError } from '@postern/primitives';

import type { JsonObject } from '../jose/compact-jws.ts';
import { sha256 } from '../jose/jwk-thumbprint.ts';
import { decodeBase64UrlText } from './create-sd-jwt-vc.ts';

export class SdJwtError extends PosternError<
  | 'ERR_SD_JWT_MALFORMED'
  | 'ERR_SD_JWT_DISCLOSURE'
  | 'ERR_SD_JWT_DIGEST_REPEATED'
  | 'ERR_SD_JWT_EXPIRED'
  | 'ERR_SD_JWT_NOT_YET_VALID'
  | 'ERR_SD_JWT_TYPE'
> {}

/** Claims that an SD-JWT VC never hides (draft-ietf-oauth-sd-jwt-vc §2.2.2.2). */
const NEVER_DISCLOSED = new Set([
  'iss',
  'nbf',
  'exp',
  'cnf',
  'vct',
  'vct#integrity',
  'status',
  '_sd',
  '...',
  '_sd_alg',
]);

type Disclosure = { name: string | undefined; value: JsonValue; used: boolean };

/**
 * Puts disclosed claims into the signed payload (RFC 9901 §7.1). Stricter than most libraries: a disclosure that no
 * digest refers to, a digest that occurs twice, and a claim that would overwrite another are all refused.
 *
 * @throws {SdJwtError}
 */
export async function processDisclosures(payload: JsonObject, disclosures: readonly string[]): Promise<JsonObject> {
  if (payload._sd_alg !== undefined && payload._sd_alg !== 'sha-256') {
    throw new SdJwtError('ERR_SD_JWT_MALFORMED', 'Only SHA-256 digests are accepted.');
  }
  const byDigest = new Map<string, Disclosure>();
  for (const text of disclosures) {
    const digest = bytesToBase64Url(await sha256(text));
    if (byDigest.has(digest)) throw new SdJwtError('ERR_SD_JWT_DISCLOSURE', 'A disclosure appears twice.');
    byDigest.set(digest, parseDisclosure(text));
  }
  const seen = new Set<string>();
  const { _sd_alg: _, ...signed } = payload;
  const result = fillObject(signed, byDigest, seen);
  if ([...byDigest.values()].some((disclosure) => !disclosure.used)) {
    throw new SdJwtError('ERR_SD_JWT_DISCLOSURE', 'A disclosure belongs to no digest of the credential.');
  }
  return result;
}

function parseDisclosure(text: string): Disclosure {
  try {
    const parts = parseStrictJson(decodeBase64UrlText(text));
    if (Array.isArray(parts) && typeof parts[0] === 'string') {
      if (parts.length === 2) return { name: undefined, value: parts[1]!, used: false };
      if (parts.length === 3 && typeof parts[1] === 'string' && !NEVER_DISCLOSED.has(parts[1])) {
        return { name: parts[1], value: parts[2]!, used: false };
      }
    }
  } catch (cause) {
    throw new SdJwtError('ERR_SD_JWT_DISCLOSURE', 'A disclosure is malformed.', { cause });
  }
  throw new SdJwtError('ERR_SD_JWT_DISCLOSURE', 'A disclosure is malformed.');
}

function take(digest: JsonValue, byDigest: Map<string, Disclosure>, seen: Set<string>): Disclosure | undefined {
  if (typeof digest !== 'string') throw new SdJwtError('ERR_SD_JWT_MALFORMED', 'A digest is not a string.');
  if (seen.has(digest)) throw new SdJwtError('ERR_SD_JWT_DIGEST_REPEATED', 'A digest occurs twice.');
  seen.add(digest);
  const disclosure = byDigest.get(digest);
  if (disclosure !== undefined) disclosure.used = true;
  return disclosure;
}

function fillValue(value: JsonValue, byDigest: Map<string, Disclosure>, seen: Set<string>): JsonValue {
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      if (!isPlaceholder(item)) return [fillValue(item, byDigest, seen)];
      const disclosure = take(item['...']!, byDigest, seen);
      if (disclosure === undefined) return [];
      if (disclosure.name !== undefined) throw new SdJwtError('ERR_SD_JWT_DISCLOSURE', 'A disclosure is misplaced.');
      return [fillValue(disclosure.value, byDigest, seen)];
    });
  }
  return value !== null && typeof value === 'object' ? fillObject(value, byDigest, seen) : value;
}

function fillObject(object: JsonObject, byDigest: Map<string, Disclosure>, seen: Set<string>): JsonObject {
  const { _sd: digests, ...plain } = object;
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(plain)) result[name] = fillValue(value, byDigest, seen);
  if (digests === undefined) return result;
  if (!Array.isArray(digests)) throw new SdJwtError('ERR_SD_JWT_MALFORMED', '_sd is not an array.');
  for (const digest of digests) {
    const disclosure = take(digest, byDigest, seen);
    if (disclosure === undefined) continue;
    if (disclosure.name === undefined || Object.hasOwn(result, disclosure.name)) {
      throw new SdJwtError('ERR_SD_JWT_DISCLOSURE', 'A disclosure is misplaced or overwrites a claim.');
    }
    result[disclosure.name] = fillValue(disclosure.value, byDigest, seen);
  }
  return result;
}

function isPlaceholder(item: JsonValue): item is { '...': JsonValue } {
  return item !== null && typeof item === 'object' && !Array.isArray(item) && Object.hasOwn(item, '...');
}
