import type { JsonValue } from '@postern/primitives';

import { assertEndsAfterStart } from '../jose/jwt-times.ts';
import type { Seal } from '../seal/create-seal.ts';
import { sealToClaims } from '../seal/seal-claims.ts';
import { type BitstringStatusReference, createBitstringStatusEntry, formatMoment } from './status-entry.ts';

/** `type` of the off-chain credential and of the seal's credential. */
export const KYC_PERSON_CREDENTIAL_TYPE = 'KycPersonCredential';
export const KYC_SEAL_CREDENTIAL_TYPE = 'KycSealCredential';

const VC_CONTEXT = 'https://www.w3.org/2018/credentials/v1';
const STATUS_CONTEXT = 'https://www.w3.org/ns/credentials/status/v1';

/** A VCDM 1.1 credential before signing, as did-jwt-vc takes it. */
export type VcPayload = {
  '@context': string[];
  type: string[];
  issuer: { id: string };
  issuanceDate: string;
  expirationDate: string;
  credentialSubject: { id: string } & Record<string, JsonValue>;
  credentialStatus?: Record<string, JsonValue> & { id: string; type: string };
};

type CommonOptions = {
  issuerDid: string;
  /** DID of the holder key that the wallet proved. */
  holderDid: string;
  /** Unix seconds. */
  issuedAt: number;
  expiresAt: number;
};

/** VCDM 1.1 payload of the off-chain credential with its one Bitstring status entry: readers of 1.1 expect no array. */
export function createKycVcPayload(
  options: CommonOptions & { claims: Record<string, JsonValue>; status: BitstringStatusReference },
): VcPayload {
  return {
    ...createEnvelope(options, KYC_PERSON_CREDENTIAL_TYPE, [VC_CONTEXT, STATUS_CONTEXT]),
    credentialSubject: { ...options.claims, id: options.holderDid },
    credentialStatus: createBitstringStatusEntry(options.status),
  };
}

/** VCDM 1.1 payload that carries the seal to the wallet. It is never presented, so it has no status entry of its own. */
export function createSealVcPayload(options: CommonOptions & { seal: Seal }): VcPayload {
  return {
    ...createEnvelope(options, KYC_SEAL_CREDENTIAL_TYPE, [VC_CONTEXT]),
    credentialSubject: { id: options.holderDid, seal: sealToClaims(options.seal) },
  };
}

/** @throws {JwtTimesError} an end that is not after the beginning */
function createEnvelope(options: CommonOptions, type: string, context: string[]) {
  assertEndsAfterStart(options);
  return {
    '@context': context,
    type: ['VerifiableCredential', type],
    issuer: { id: options.issuerDid },
    issuanceDate: formatMoment(options.issuedAt),
    expirationDate: formatMoment(options.expiresAt),
  };
}
