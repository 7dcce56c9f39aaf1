import { CertificateError } from './certificate-error.ts';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
} from './peculiar.ts';

const MAX_LENGTH = 16_000;

/** Critical extensions whose meaning is enforced: basic constraints, key usage, SAN; and extended key usage, which is not ours. */
const KNOWN_CRITICAL = new Set(['2.5.29.19', '2.5.29.15', '2.5.29.17', '2.5.29.37']);

/** A certificate with its extensions read, nothing of it believed yet. */
export type ParsedCertificate = {
  der: Uint8Array;
  certificate: X509Certificate;
  /** DER of the names, compared byte for byte. */
  subject: string;
  issuer: string;
  notBefore: number;
  notAfter: number;
  /** No critical extension whose meaning is not enforced here. */
  isUnderstood: boolean;
  isAuthority: boolean;
  pathLength: number | undefined;
  canSign: boolean;
  canCertify: boolean;
  /** Hexadecimal key identifiers. */
  subjectKeyId: string | undefined;
  authorityKeyId: string | undefined;
  dnsNames: string[];
  uris: string[];
};

/**
 * Reads one certificate of `x5c`: base64 (not base64url) of DER (RFC 7515 §4.1.6).
 *
 * @throws {CertificateError} malformed
 */
export function parseCertificate(base64: string): ParsedCertificate {
  const der = decodeBase64(base64);
  try {
    const certificate = new X509Certificate(der);
    const [constraints, usages, names, own, authority] = [
      certificate.getExtension(BasicConstraintsExtension),
      certificate.getExtension(KeyUsagesExtension),
      certificate.getExtension(SubjectAlternativeNameExtension),
      certificate.getExtension(SubjectKeyIdentifierExtension),
      certificate.getExtension(AuthorityKeyIdentifierExtension),
    ];
    const { extensions } = certificate;
    if (new Set(extensions.map(({ type }) => type)).size !== extensions.length) throw malformed();
    const general = names?.names.items ?? [];
    return {
      der,
      certificate,
      subject: toHex(certificate.subjectName.toArrayBuffer()),
      issuer: toHex(certificate.issuerName.toArrayBuffer()),
      notBefore: certificate.notBefore.getTime() / 1000,
      notAfter: certificate.notAfter.getTime() / 1000,
      isUnderstood: extensions.every(({ critical, type }) => !critical || KNOWN_CRITICAL.has(type)),
      isAuthority: constraints?.ca === true,
      pathLength: constraints?.pathLength,
      canSign: usages === null || (usages.usages & KeyUsageFlags.digitalSignature) !== 0,
      canCertify: usages !== null && (usages.usages & KeyUsageFlags.keyCertSign) !== 0,
      subjectKeyId: own?.keyId,
      authorityKeyId: authority?.keyId,
      dnsNames: general.filter(({ type }) => type === 'dns').map(({ value }) => value.toLowerCase()),
      uris: general.filter(({ type }) => type === 'url').map(({ value }) => value),
    };
  } catch (cause) {
    if (cause instanceof CertificateError) throw cause;
    throw malformed(cause);
  }
}

/** Base64 in its one spelling, of a DER sequence that fills it exactly. */
function decodeBase64(base64: string): Uint8Array<ArrayBuffer> {
  if (typeof base64 !== 'string' || base64.length > MAX_LENGTH || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    throw malformed();
  }
  let binary: string;
  try {
    binary = atob(base64);
  } catch (cause) {
    throw malformed(cause);
  }
  const der = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  // A certificate is a sequence of 256 to 65,535 bytes or fewer: short, one- or two-byte length.
  const lengthBytes = der[1]! > 0x80 ? der[1]! - 0x80 : 0;
  const length = lengthBytes === 0 ? der[1]! : der.slice(2, 2 + lengthBytes).reduce((sum, byte) => sum * 256 + byte, 0);
  if (btoa(binary) !== base64 || der[0] !== 0x30 || lengthBytes > 2 || der.length !== 2 + lengthBytes + length) {
    throw malformed();
  }
  return der;
}

function toHex(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function malformed(cause?: unknown): CertificateError {
  return new CertificateError('ERR_X509_MALFORMED', 'Expected base64 of a DER certificate.', { cause });
}
