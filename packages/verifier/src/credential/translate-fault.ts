import { PosternError } from '@postern/primitives';

import { PolicyRefusalError, PresentationMismatchError } from '../errors.ts';

type FaultCode = PresentationMismatchError['code'];

/** Codes of the credential package that say something of their own; the rest of a family has one code. */
const FAULTS: Readonly<Record<string, FaultCode>> = {
  ERR_SD_JWT_AUDIENCE: 'ERR_PRESENTATION_AUDIENCE',
  ERR_VP_JWT_AUDIENCE: 'ERR_PRESENTATION_AUDIENCE',
  ERR_SD_JWT_NONCE: 'ERR_PRESENTATION_NONCE',
  ERR_VP_JWT_NONCE: 'ERR_PRESENTATION_NONCE',
  ERR_SD_JWT_STALE: 'ERR_PRESENTATION_STALE',
  ERR_VP_JWT_STALE: 'ERR_PRESENTATION_STALE',
  ERR_SD_JWT_KEY_BINDING: 'ERR_PRESENTATION_HOLDER_BINDING',
  ERR_VP_JWT_HOLDER: 'ERR_PRESENTATION_HOLDER_BINDING',
  ERR_SD_JWT_DISCLOSURE: 'ERR_PRESENTATION_DISCLOSURE',
  ERR_SD_JWT_DIGEST_REPEATED: 'ERR_PRESENTATION_DISCLOSURE',
  ERR_SD_JWT_TRANSACTION_DATA: 'ERR_PRESENTATION_TRANSACTION_DATA',
  ERR_SD_JWT_EXPIRED: 'ERR_PRESENTATION_CREDENTIAL_EXPIRED',
  ERR_VC_JWT_EXPIRED: 'ERR_PRESENTATION_CREDENTIAL_EXPIRED',
  ERR_SD_JWT_NOT_YET_VALID: 'ERR_PRESENTATION_CREDENTIAL_NOT_YET_VALID',
  ERR_VC_JWT_NOT_YET_VALID: 'ERR_PRESENTATION_CREDENTIAL_NOT_YET_VALID',
  ERR_ISSUER_KEY_UNTRUSTED: 'ERR_PRESENTATION_ISSUER_NAME',
  ERR_ISSUER_KEY_ISSUER: 'ERR_PRESENTATION_ISSUER_NAME',
  ERR_JWS_SIGNATURE: 'ERR_PRESENTATION_SIGNATURE',
  ERR_JWS_TYPE: 'ERR_PRESENTATION_JWT_TYPE',
  ERR_JWS_ALGORITHM: 'ERR_PRESENTATION_ALGORITHM',
};

const FAMILIES: readonly (readonly [prefix: string, code: FaultCode])[] = [
  ['ERR_SD_JWT_', 'ERR_PRESENTATION_CREDENTIAL_MALFORMED'],
  ['ERR_VP_JWT_', 'ERR_PRESENTATION_CREDENTIAL_MALFORMED'],
  ['ERR_VC_JWT_', 'ERR_PRESENTATION_CREDENTIAL_MALFORMED'],
  ['ERR_JWS_', 'ERR_PRESENTATION_CREDENTIAL_MALFORMED'],
  ['ERR_X509_', 'ERR_PRESENTATION_CERTIFICATE'],
  ['ERR_DID_', 'ERR_PRESENTATION_KEY_NOT_FOUND'],
  ['ERR_ISSUER_KEY_', 'ERR_PRESENTATION_KEY_NOT_FOUND'],
];

/**
 * One code for one fault, whichever format it was found in. What is ours already, and what is no fault of the
 * presentation, comes back unchanged.
 */
export function translateFault(error: unknown): unknown {
  if (!(error instanceof PosternError)) return error;
  if (error.code === 'ERR_X509_UNTRUSTED') {
    return new PolicyRefusalError('ERR_POLICY_ISSUER_UNTRUSTED', 'The issuer of the credential is not accepted here.', {
      cause: error,
    });
  }
  const code = FAULTS[error.code] ?? FAMILIES.find(([prefix]) => error.code.startsWith(prefix))?.[1];
  if (code === undefined) return error;
  return new PresentationMismatchError(code, error.message, { cause: error });
}
