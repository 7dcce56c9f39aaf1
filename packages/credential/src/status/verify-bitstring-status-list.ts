import type { Clock } from '@postern/primitives';
import { z } from 'zod';

import type { DidResolver } from '../did/resolve-did.ts';
import { MAX_LIST_LENGTH, parseCompactJws } from '../jose/compact-jws.ts';
import { verifyVcJwt } from '../vc-jwt/verify-vc-jwt.ts';
import { VCDM2_JWT_TYP, verifyVcdm2Jwt } from '../vc-jwt/verify-vcdm2-jwt.ts';
import { decodeBitstringList } from './bitstring-status-list.ts';
import { StatusListError } from './status-list-error.ts';
import { MAX_LIST_BYTES, readLife, type VerifiedStatusList, zSequence } from './verified-status-list.ts';

/** Fewer entries would not hide anybody (Bitstring Status List §3.2). */
const MIN_ENTRIES = 131_072;
/** More would let a list make its readers fetch without end. */
const MAX_COMPANIONS = 4;

const zListSubject = z.looseObject({
  type: z.union([z.literal('BitstringStatusList'), z.tuple([z.literal('BitstringStatusList')])]),
  statusPurpose: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
  encodedList: z.string(),
  ttl: z.number().positive().optional(),
  sequence: zSequence,
  /** Extension of ours: see {@link createBitstringStatusListPayload}. */
  companionLists: z
    .array(z.looseObject({ statusPurpose: z.enum(['revocation', 'suspension']), statusListCredential: z.string() }))
    .max(MAX_COMPANIONS)
    .default([]),
});

/**
 * Verifies a Bitstring Status List credential, VCDM 2.0 or 1.1, for the credential that points to it (§3.2). Checks in
 * order: the credential itself as a VC-JWT, its issuer is that of the credential, its id is the URL it was fetched from,
 * type and purpose; then the list is unpacked, never beyond a limit, and must be long enough.
 *
 * @param options.issuer issuer of the credential: nobody else's list says anything about it
 * @param options.providers but theirs, whom the caller trusts with this issuer's lists
 * @throws {StatusListError | VcJwtError | JwsError | DidError} the first check that fails
 */
export async function verifyBitstringStatusList(options: {
  jwt: string;
  url: string;
  issuer: string;
  providers?: readonly string[];
  purpose: string;
  resolveDid: DidResolver;
  clock: Clock;
}): Promise<VerifiedStatusList> {
  const { jwt, url, issuer, providers = [], purpose, resolveDid, clock } = options;
  const maxLength = MAX_LIST_LENGTH;
  const verify = parseCompactJws(jwt, { maxLength }).header.typ === VCDM2_JWT_TYP ? verifyVcdm2Jwt : verifyVcJwt;
  const expectedType = 'BitstringStatusListCredential';
  const verified = await verify({ jwt, resolveDid, clock, expectedType, requireSubject: false, maxLength });
  const { id } = verified.credential;
  const isOfIssuer = verified.issuer === issuer || providers.includes(verified.issuer);
  if (!isOfIssuer || (id !== undefined && id !== url)) {
    throw new StatusListError('ERR_STATUS_LIST_ISSUER', 'The list is of another issuer or URL.');
  }
  const subject = zListSubject.safeParse(verified.credentialSubject);
  if (!subject.success) throw new StatusListError('ERR_STATUS_LIST_MALFORMED', 'The list is malformed.');
  const { statusPurpose, encodedList, ttl, sequence, companionLists } = subject.data;
  if (!statusPurpose.includes(purpose)) {
    throw new StatusListError('ERR_STATUS_LIST_PURPOSE', 'The list serves another purpose.');
  }
  const bits = await decodeBitstringList(encodedList, MAX_LIST_BYTES);
  if (bits.length * 8 < MIN_ENTRIES) throw new StatusListError('ERR_STATUS_LIST_MALFORMED', 'The list is too short.');
  const timeToLive = ttl === undefined ? undefined : Math.floor(ttl / 1000);
  return {
    issuedAt: verified.issuedAt ?? 0,
    sequence,
    life: readLife({ timeToLive, expiresAt: verified.expiresAt, now: clock.now() }),
    size: bits.length * 8,
    read: (index) => (bits[index >> 3]! >> (index & 7)) & 1,
    companions: companionLists.map((list) => ({ purpose: list.statusPurpose, uri: list.statusListCredential })),
  };
}
