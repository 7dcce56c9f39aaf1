import { type JsonObject, parseCompactJws } from '../jose/compact-jws.ts';
import { parseSdJwt } from '../sd-jwt/parse-sd-jwt.ts';
import { SD_JWT_VC_TYP } from '../sd-jwt/verify-sd-jwt-vc.ts';
import { VC_JWT_TYP } from '../vc-jwt/verify-vc-jwt.ts';
import { VCDM2_JWT_TYP } from '../vc-jwt/verify-vcdm2-jwt.ts';
import { CredentialCheckError } from './credential-check.ts';

/** Credential formats by their identifiers in OpenID4VCI, and the media type where there is none. */
export type CredentialFormat = 'dc+sd-jwt' | 'jwt_vc_json' | 'vc+jwt';

const FORMAT_BY_TYP = new Map<unknown, CredentialFormat>([
  [SD_JWT_VC_TYP, 'dc+sd-jwt'],
  [VC_JWT_TYP, 'jwt_vc_json'],
  [VCDM2_JWT_TYP, 'vc+jwt'],
]);

/** A credential before anything of it is believed. */
export type UnverifiedCredential = { format: CredentialFormat; header: JsonObject; claimedIssuer: string };

/**
 * Which of our formats a credential says it is, by `typ`, and whom it names as issuer.
 *
 * @throws {JwsError | SdJwtError | CredentialCheckError} none of them
 */
export function detectFormat(credential: string): UnverifiedCredential {
  const selective = credential.includes('~');
  const { header, payload } = parseCompactJws(selective ? parseSdJwt(credential).jws : credential);
  // VCDM 1.1 has a `typ` "if present"; the others are told by it.
  const isPlainVc = header.typ === undefined && payload.vc !== undefined && !selective;
  const format = isPlainVc ? 'jwt_vc_json' : FORMAT_BY_TYP.get(header.typ);
  if (format === undefined || selective !== (format === 'dc+sd-jwt')) {
    throw new CredentialCheckError('ERR_CREDENTIAL_FORMAT', 'The credential is of no format that is verified here.');
  }
  const { iss, issuer } = payload;
  // The very member that verification goes by, so that trust is asked about the right one.
  const named = format === 'vc+jwt' ? ((issuer as { id?: unknown } | null | undefined)?.id ?? issuer) : iss;
  return { format, header, claimedIssuer: typeof named === 'string' ? named : '' };
}
