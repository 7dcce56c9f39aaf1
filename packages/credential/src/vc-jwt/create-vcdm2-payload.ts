import type { JsonValue } from '@postern/primitives';

import type { JsonObject } from '../jose/compact-jws.ts';
import { assertEndsAfterStart } from '../jose/jwt-times.ts';
import { KYC_PERSON_CREDENTIAL_TYPE } from './create-vc-payload.ts';
import { type BitstringStatusReference, createBitstringStatusEntry, formatMoment } from './status-entry.ts';
import { VCDM2_CONTEXT } from './verify-vcdm2-jwt.ts';

/**
 * A VCDM 2.0 credential before signing: the payload of a JWS with `typ` {@link VCDM2_JWT_TYP}, `cty` `vc` and an
 * absolute DID URL as `kid`. One status entry for each list.
 *
 * @throws {JwtTimesError} an end that is not after the beginning
 */
export function createVcdm2Payload(options: {
  issuerDid: string;
  /** DID of the holder key that the wallet proved. */
  holderDid: string;
  /** Unix seconds; the caller rounds them so that they are no fingerprint. */
  issuedAt: number;
  expiresAt: number;
  claims: Readonly<Record<string, JsonValue>>;
  statuses: readonly BitstringStatusReference[];
  /** `KycPersonCredential` unless told. */
  type?: string;
}): JsonObject {
  assertEndsAfterStart(options);
  const { issuerDid, holderDid, issuedAt, expiresAt, claims, statuses, type = KYC_PERSON_CREDENTIAL_TYPE } = options;
  return {
    '@context': [VCDM2_CONTEXT],
    type: ['VerifiableCredential', type],
    issuer: issuerDid,
    validFrom: formatMoment(issuedAt),
    validUntil: formatMoment(expiresAt),
    credentialSubject: { ...claims, id: holderDid },
    ...(statuses.length === 0 ? {} : { credentialStatus: statuses.map(createBitstringStatusEntry) }),
  };
}
