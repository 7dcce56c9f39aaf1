import { base64UrlToBytes, bytesToBase64Url, bytesToHex, concatBytes, hexToBytes } from '@postern/primitives';

import type { PublicJwk } from '../jose/public-jwk.ts';
import { CertificateError } from './certificate-error.ts';

/**
 * DER before the key bytes of a SubjectPublicKeyInfo, of which each of our key types has exactly one (RFC 5480 §2,
 * RFC 8410 §4): uncompressed points for the EC curves.
 */
const PREFIXES = {
  'P-256': '3059301306072a8648ce3d020106082a8648ce3d03010703420004',
  secp256k1: '3056301006072a8648ce3d020106052b8104000a03420004',
  Ed25519: '302a300506032b6570032100',
} as const;

/** SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) of a key. */
export function encodePublicKeyInfo(jwk: PublicJwk): Uint8Array {
  const x = base64UrlToBytes(jwk.x);
  const key = jwk.kty === 'OKP' ? x : concatBytes(x, base64UrlToBytes(jwk.y));
  return concatBytes(hexToBytes(PREFIXES[jwk.crv]), key);
}

/**
 * Key of a SubjectPublicKeyInfo.
 *
 * @throws {CertificateError} a key type that we do not verify with
 */
export function decodePublicKeyInfo(der: Uint8Array): PublicJwk {
  const hex = bytesToHex(der).slice(2);
  const part = (prefix: string, index: number) => {
    const start = prefix.length / 2 + 32 * index;
    return bytesToBase64Url(der.slice(start, start + 32));
  };
  if (hex.startsWith(PREFIXES.Ed25519) && der.length === 44) {
    return { kty: 'OKP', crv: 'Ed25519', x: part(PREFIXES.Ed25519, 0) };
  }
  for (const crv of ['P-256', 'secp256k1'] as const) {
    const prefix = PREFIXES[crv];
    if (hex.startsWith(prefix) && der.length === prefix.length / 2 + 64) {
      return { kty: 'EC', crv, x: part(prefix, 0), y: part(prefix, 1) };
    }
  }
  throw new CertificateError('ERR_X509_ALGORITHM', 'The certificate holds a key that is not verified with here.');
}
