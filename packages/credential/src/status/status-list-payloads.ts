import type { JsonObject } from '../jose/compact-jws.ts';
import { assertEndsAfterStart } from '../jose/jwt-times.ts';
import { formatMoment } from '../vc-jwt/status-entry.ts';
import { VCDM2_CONTEXT } from '../vc-jwt/verify-vcdm2-jwt.ts';
import type { CompanionList } from './verified-status-list.ts';

/** `typ` of a Token Status List JWT. */
export const TOKEN_STATUS_LIST_TYP = 'statuslist+jwt';

type CommonOptions = {
  /** URI under which the list is served. */
  uri: string;
  issuedAt: number;
  expiresAt: number;
  /** Seconds a consumer may keep the list. */
  timeToLive: number;
  /**
   * Grows with every change of a status, never falls: tells which of two lists of one second is the newer. An extension
   * of ours, the member `sequence`.
   */
  sequence: number;
};

/**
 * Payload of a Token Status List JWT (IETF draft §5.1).
 *
 * @throws {JwtTimesError} an end that is not after the beginning; so for the other forms
 */
export function createTokenStatusListPayload(options: CommonOptions & { issuer: string; lst: string }): JsonObject {
  assertEndsAfterStart(options);
  return {
    iss: options.issuer,
    sub: options.uri,
    iat: options.issuedAt,
    exp: options.expiresAt,
    ttl: options.timeToLive,
    sequence: options.sequence,
    status_list: { bits: 2, lst: options.lst },
  };
}

/** What the two forms of a Bitstring Status List credential are made of. */
type BitstringListOptions = CommonOptions & {
  issuerDid: string;
  purpose: 'revocation' | 'suspension';
  encodedList: string;
  /**
   * Further lists of this issuer that speak of the same indexes. A credential may name one list only, or be older than
   * the others: whoever knows the member `companionLists` reads them as well. An extension of ours.
   */
  companions?: readonly CompanionList[];
};

/** Payload of a Bitstring Status List credential as VCDM 2.0 (`typ` `vc+jwt`); `ttl` is in milliseconds there. */
export function createBitstringStatusListVcdm2Payload(options: BitstringListOptions): JsonObject {
  assertEndsAfterStart(options);
  return {
    '@context': [VCDM2_CONTEXT],
    id: options.uri,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: options.issuerDid,
    validFrom: formatMoment(options.issuedAt),
    validUntil: formatMoment(options.expiresAt),
    credentialSubject: createListSubject(options),
  };
}

/** Payload of a Bitstring Status List credential as a VCDM 1.1 JWT; `ttl` is in milliseconds there. */
export function createBitstringStatusListPayload(options: BitstringListOptions): JsonObject {
  assertEndsAfterStart(options);
  return {
    iss: options.issuerDid,
    sub: `${options.uri}#list`,
    nbf: options.issuedAt,
    exp: options.expiresAt,
    jti: options.uri,
    vc: {
      '@context': ['https://www.w3.org/2018/credentials/v1', 'https://www.w3.org/ns/credentials/status/v1'],
      id: options.uri,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      credentialSubject: createListSubject(options),
    },
  };
}

function createListSubject(options: BitstringListOptions) {
  const { uri, purpose, encodedList, timeToLive, sequence, companions = [] } = options;
  const companionLists = companions.map((list) => ({ statusPurpose: list.purpose, statusListCredential: list.uri }));
  return {
    id: `${uri}#list`,
    type: 'BitstringStatusList',
    statusPurpose: purpose,
    encodedList,
    ttl: timeToLive * 1000,
    sequence,
    ...(companionLists.length === 0 ? {} : { companionLists }),
  };
}
