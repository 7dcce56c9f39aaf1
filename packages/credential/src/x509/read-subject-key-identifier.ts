import { bytesToBase64Url, hexToBytes } from '@postern/primitives';

import { parseCertificate } from './parse-certificate.ts';

/**
 * Subject key identifier of a certificate, base64url: what a verifier puts into `trusted_authorities` of type `aki` for
 * an authority that it trusts (OpenID4VP 1.0 §6.1.1.1).
 *
 * @param certificate base64 DER
 * @returns undefined when the certificate has none
 * @throws {CertificateError} malformed
 */
export function readSubjectKeyIdentifier(certificate: string): string | undefined {
  const { subjectKeyId } = parseCertificate(certificate);
  return subjectKeyId === undefined ? undefined : bytesToBase64Url(hexToBytes(`0x${subjectKeyId}`));
}
