import { z } from 'zod';

import { MAX_LIST_LENGTH, parseCompactJws, verifyParsedJws } from '../jose/compact-jws.ts';
import { findJwtTimeFault } from '../jose/jwt-times.ts';
import { findIssuerKey, type ResolveIssuerKey } from '../sd-jwt/verify-sd-jwt-vc.ts';
import { decodeList, unpack } from './bitstring-status-list.ts';
import { StatusListError } from './status-list-error.ts';
import { TOKEN_STATUS_LIST_TYP } from './status-list-payloads.ts';
import type { VerifiedStatusList } from './verified-status-list.ts';
import { MAX_LIST_BYTES, readLife, zSequence } from './verified-status-list.ts';

const zTokenStatusList = z.looseObject({
  iss: z.string().optional(),
  sub: z.string(),
  iat: z.number(),
  exp: z.number().optional(),
  ttl: z.number().positive().optional(),
  sequence: zSequence,
  status_list: z.looseObject({
    bits: z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8)]),
    lst: z.string(),
  }),
});

/**
 * Verifies a Token Status List JWT (draft-ietf-oauth-status-list §8.3) for the credential that points to it. Checks in
 * order: shape, signature and `typ` under a key of the credential's issuer, `sub` is the URI it was fetched from, time;
 * then the list is unpacked, never beyond a limit.
 *
 * @param options.issuer issuer of the credential: nobody else's list says anything about it
 * @param options.providers but theirs, whom the caller trusts with this issuer's lists
 * @throws {StatusListError | JwsError} the first check that fails; and what the key's resolution throws
 */
export async function verifyTokenStatusList(options: {
  jwt: string;
  uri: string;
  issuer: string;
  providers?: readonly string[];
  resolveIssuerKey: ResolveIssuerKey;
  now: number;
}): Promise<VerifiedStatusList> {
  const { jwt, uri, issuer, providers = [], now } = options;
  const parsedJws = parseCompactJws(jwt, { maxLength: MAX_LIST_LENGTH });
  const { header, payload } = parsedJws;
  const parsed = zTokenStatusList.safeParse(payload);
  if (!parsed.success) throw new StatusListError('ERR_STATUS_LIST_MALFORMED', 'The list is malformed.');
  const { iss = issuer, sub, iat, exp, ttl, sequence, status_list: list } = parsed.data;
  if (iss !== issuer && !providers.includes(iss))
    throw new StatusListError('ERR_STATUS_LIST_ISSUER', 'The list is of another issuer.');
  const { kid } = header;
  const { publicJwk } = await findIssuerKey(options.resolveIssuerKey, { issuer: iss, kid, header, signedAt: iat });
  await verifyParsedJws({ parsed: parsedJws, publicJwk, typ: TOKEN_STATUS_LIST_TYP });
  if (sub !== uri) throw new StatusListError('ERR_STATUS_LIST_ISSUER', 'The list belongs to another URI.');
  const fault = findJwtTimeFault({ claims: payload, now });
  if (fault === 'malformed' || fault === 'order') {
    throw new StatusListError('ERR_STATUS_LIST_MALFORMED', 'The times of the list make no sense.');
  }
  if (fault !== undefined) {
    throw new StatusListError('ERR_STATUS_LIST_STALE', 'The list is not of now.');
  }
  const bytes = await unpack(decodeList(list.lst), 'deflate', MAX_LIST_BYTES);
  const perByte = 8 / list.bits;
  return {
    issuedAt: iat,
    sequence,
    life: readLife({ timeToLive: ttl, expiresAt: exp, now }),
    size: bytes.length * perByte,
    read: (index) => (bytes[Math.floor(index / perByte)]! >> (list.bits * (index % perByte))) & (2 ** list.bits - 1),
    companions: [],
  };
}
