import { bytesToBase64Url, type JsonValue } from '@postern/primitives';

import type { JsonObject } from '../jose/compact-jws.ts';
import { digestText } from '../jose/jwk-thumbprint.ts';
import { type Disclosure, parseDisclosure } from './parse-disclosure.ts';
import { SdJwtError } from './sd-jwt-error.ts';

/**
 * Claims that an SD-JWT VC never hides, nor anything in them (draft-ietf-oauth-sd-jwt-vc §2.2.2), and `_sd_alg`, which
 * is structure. `iat` may be hidden by others: whoever needs it asks that it is there.
 */
export const NEVER_DISCLOSED: ReadonlySet<unknown> = new Set<unknown>([
  'iss',
  'nbf',
  'exp',
  'cnf',
  'vct',
  'vct#integrity',
  'aka_vcts',
  'status',
  '_sd_alg',
]);

/** Disclosures inside disclosures: deeper than any real credential, shallower than the stack. */
const MAX_DEPTH = 32;

/** A place in the processed claims and the positions of all disclosures that it hangs on. */
export type ClaimNode = { path: readonly (string | number)[]; disclosures: readonly number[] };

type Walk = { byDigest: Map<string, Disclosure>; seen: Set<string>; nodes: ClaimNode[] };

/**
 * Puts disclosed claims into the signed payload (RFC 9901 §7.1). Stricter than most libraries: a disclosure that no
 * digest refers to, a digest that occurs twice, and a claim that would overwrite another are all refused.
 *
 * @throws {SdJwtError}
 */
export async function processDisclosures(payload: JsonObject, disclosures: readonly string[]): Promise<JsonObject> {
  return (await indexDisclosures(payload, disclosures)).claims;
}

/**
 * {@link processDisclosures} that also tells where each disclosure leads.
 *
 * @throws {SdJwtError}
 */
export async function indexDisclosures(
  payload: JsonObject,
  disclosures: readonly string[],
): Promise<{ claims: JsonObject; nodes: readonly ClaimNode[] }> {
  if (payload._sd_alg !== undefined && payload._sd_alg !== 'sha-256') {
    throw new SdJwtError('ERR_SD_JWT_MALFORMED', 'Only SHA-256 digests are accepted.');
  }
  const byDigest = new Map<string, Disclosure>();
  for (const [position, text] of disclosures.entries()) {
    const digest = bytesToBase64Url(digestText(text));
    if (byDigest.has(digest)) throw new SdJwtError('ERR_SD_JWT_DISCLOSURE', 'A disclosure appears twice.');
    byDigest.set(digest, parseDisclosure(text, position));
  }
  const walk: Walk = { byDigest, seen: new Set(), nodes: [] };
  const { _sd_alg: _, ...signed } = payload;
  const claims = fillObject(signed, walk, { path: [], disclosures: [] });
  if ([...byDigest.values()].some((disclosure) => !disclosure.used)) {
    throw new SdJwtError('ERR_SD_JWT_DISCLOSURE', 'A disclosure belongs to no digest of the credential.');
  }
  return { claims, nodes: walk.nodes };
}

function take(digest: JsonValue, walk: Walk, path: ClaimNode['path']): Disclosure | undefined {
  if (typeof digest !== 'string') throw new SdJwtError('ERR_SD_JWT_MALFORMED', 'A digest is not a string.');
  if (walk.seen.has(digest)) throw new SdJwtError('ERR_SD_JWT_DIGEST_REPEATED', 'A digest occurs twice.');
  walk.seen.add(digest);
  const disclosure = walk.byDigest.get(digest);
  if (disclosure === undefined) return undefined;
  if (NEVER_DISCLOSED.has(path[0] ?? disclosure.name)) {
    throw new SdJwtError('ERR_SD_JWT_DISCLOSURE', 'A claim that must stay in the clear is hidden.');
  }
  disclosure.used = true;
  return disclosure;
}

function fillValue(value: JsonValue, walk: Walk, node: ClaimNode): JsonValue {
  if (node.path.length > MAX_DEPTH) throw new SdJwtError('ERR_SD_JWT_DISCLOSURE', 'The claims are nested too deeply.');
  walk.nodes.push(node);
  if (Array.isArray(value)) return fillArray(value, walk, node);
  return value !== null && typeof value === 'object' ? fillObject(value, walk, node) : value;
}

function fillArray(array: readonly JsonValue[], walk: Walk, { path, disclosures }: ClaimNode): JsonValue[] {
  const result: JsonValue[] = [];
  for (const item of array) {
    const at = [...path, result.length];
    if (!isPlaceholder(item)) {
      result.push(fillValue(item, walk, { path: at, disclosures }));
      continue;
    }
    const disclosure = take(item['...']!, walk, path);
    if (disclosure === undefined) continue;
    if (disclosure.name !== undefined) throw new SdJwtError('ERR_SD_JWT_DISCLOSURE', 'A disclosure is misplaced.');
    const chain = [...disclosures, disclosure.position];
    result.push(fillValue(disclosure.value, walk, { path: at, disclosures: chain }));
  }
  return result;
}

function fillObject(object: JsonObject, walk: Walk, { path, disclosures }: ClaimNode): JsonObject {
  const { _sd: digests, ...plain } = object;
  // The payload's own `_sd_alg` is taken off before: it is structure, and has its place at the top only (§4.1.1).
  if (Object.hasOwn(plain, '_sd_alg')) throw new SdJwtError('ERR_SD_JWT_MALFORMED', '_sd_alg is misplaced.');
  if (Object.hasOwn(plain, '...')) throw new SdJwtError('ERR_SD_JWT_MALFORMED', 'A placeholder is misplaced.');
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(plain)) {
    result[name] = fillValue(value, walk, { path: [...path, name], disclosures });
  }
  if (digests === undefined) return result;
  if (!Array.isArray(digests)) throw new SdJwtError('ERR_SD_JWT_MALFORMED', '_sd is not an array.');
  for (const digest of digests) {
    const disclosure = take(digest, walk, path);
    if (disclosure === undefined) continue;
    const { name, position } = disclosure;
    if (name === undefined || Object.hasOwn(result, name)) {
      throw new SdJwtError('ERR_SD_JWT_DISCLOSURE', 'A disclosure is misplaced or overwrites a claim.');
    }
    const node = { path: [...path, name], disclosures: [...disclosures, position] };
    result[name] = fillValue(disclosure.value, walk, node);
  }
  return result;
}

function isPlaceholder(item: JsonValue): item is { '...': JsonValue } {
  if (item === null || typeof item !== 'object' || Array.isArray(item) || !Object.hasOwn(item, '...')) return false;
  if (Object.keys(item).length === 1) return true;
  throw new SdJwtError('ERR_SD_JWT_MALFORMED', 'A placeholder has other members.');
}
