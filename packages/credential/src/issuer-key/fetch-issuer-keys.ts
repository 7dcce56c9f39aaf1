import { type JsonValue, parseStrictJson, PosternError } from '@postern/primitives';
import { z } from 'zod';

import type { FetchText } from '../did/resolve-did.ts';
import { type PublicJwk, toVerificationJwk } from '../jose/public-jwk.ts';
import { IssuerKeyError } from './issuer-key-error.ts';
import { jwtVcIssuerUrl, parseIssuerUrl } from './jwt-vc-issuer-url.ts';

const MAX_LENGTH = 200_000;
const MAX_KEYS = 100;
const JSON_TYPES = ['application/json'];
const JWKS_TYPES = ['application/jwk-set+json', 'application/json'];

const zJwks = z.looseObject({
  keys: z.array(z.looseObject({ kid: z.string().optional(), exp: z.number().optional() })).max(MAX_KEYS),
});
const zMetadata = z
  .looseObject({ issuer: z.string(), jwks: zJwks.optional(), jwks_uri: z.string().optional() })
  .refine(({ jwks, jwks_uri: uri }) => (jwks === undefined) !== (uri === undefined));

/** Keys of an issuer with their ids; those that we cannot use are left out. */
export type IssuerKeySet = readonly { kid: string | undefined; publicJwk: PublicJwk; endsAt: number | undefined }[];

/**
 * Fetches an issuer's keys from its JWT VC Issuer Metadata (draft-ietf-oauth-sd-jwt-vc §5): by value or by `jwks_uri`,
 * never both.
 *
 * @throws {IssuerKeyError} unreachable, malformed, or metadata of another issuer
 */
export async function fetchIssuerKeys(options: {
  issuer: string;
  fetchText: FetchText;
  /** Development only: loopback issuers over http. */
  allowLoopbackHttp: boolean;
}): Promise<IssuerKeySet> {
  const { issuer, fetchText, allowLoopbackHttp } = options;
  const metadata = zMetadata.safeParse(await fetchJson(fetchText, jwtVcIssuerUrl(options), JSON_TYPES));
  if (!metadata.success || metadata.data.issuer !== issuer) {
    throw new IssuerKeyError('ERR_ISSUER_KEY_METADATA', "The metadata is malformed or not the issuer's own.");
  }
  const { jwks, jwks_uri: uri } = metadata.data;
  if (jwks !== undefined) return readKeys(jwks);
  const { href } = parseSetUrl({ issuer: uri!, allowLoopbackHttp });
  const fetched = zJwks.safeParse(await fetchJson(fetchText, href, JWKS_TYPES));
  if (!fetched.success) throw new IssuerKeyError('ERR_ISSUER_KEY_METADATA', 'The key set is malformed.');
  return readKeys(fetched.data);
}

/**
 * The key that a header names; without a name, the only one.
 *
 * @throws {IssuerKeyError} no such key, or not exactly one
 */
export function selectIssuerKey(
  keys: IssuerKeySet,
  kid: unknown,
): { publicJwk: PublicJwk; endsAt: number | undefined } {
  const found = kid === undefined ? keys : keys.filter((key) => key.kid === kid);
  const [key, ...others] = found;
  if (key === undefined || others.length > 0) {
    throw new IssuerKeyError('ERR_ISSUER_KEY_NOT_FOUND', 'The issuer publishes no such key.');
  }
  return { publicJwk: key.publicJwk, endsAt: key.endsAt };
}

function parseSetUrl(options: { issuer: string; allowLoopbackHttp: boolean }): URL {
  try {
    return parseIssuerUrl(options);
  } catch (cause) {
    throw new IssuerKeyError('ERR_ISSUER_KEY_METADATA', 'The key set is not at an https URL.', { cause });
  }
}

function readKeys(jwks: z.infer<typeof zJwks>): IssuerKeySet {
  return jwks.keys.flatMap((jwk) => {
    try {
      // `exp` ends a key's time, as in OpenID Federation 1.0 §8.7.2.
      return [{ kid: jwk.kid, publicJwk: toVerificationJwk(jwk), endsAt: jwk.exp }];
    } catch {
      // A key of another kind is no reason to refuse the others.
      return [];
    }
  });
}

async function fetchJson(fetchText: FetchText, url: string, accept: readonly string[]): Promise<JsonValue> {
  const response = await fetchText(url, { accept }).catch((cause: unknown) => {
    throw new IssuerKeyError('ERR_ISSUER_KEY_UNREACHABLE', "The issuer's keys could not be fetched.", { cause });
  });
  if (response.status !== 200) {
    throw new IssuerKeyError('ERR_ISSUER_KEY_UNREACHABLE', "The issuer's keys could not be fetched.");
  }
  try {
    return parseStrictJson(response.text, { maxLength: MAX_LENGTH });
  } catch (cause) {
    if (!(cause instanceof PosternError)) throw cause;
    throw new IssuerKeyError('ERR_ISSUER_KEY_METADATA', 'The metadata is not JSON.', { cause });
  }
}
