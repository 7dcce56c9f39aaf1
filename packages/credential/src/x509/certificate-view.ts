import type { PublicJwk } from '../jose/public-jwk.ts';

/** What verification needs of a leaf certificate whose chain was verified. */
export type CertificateView = {
  publicJwk: PublicJwk;
  /** SAN entries of the leaf. */
  dnsNames: string[];
  uris: string[];
  /** SHA-256 of the leaf's DER, base64url (`x509_hash`). */
  sha256: string;
  /** Authority key identifiers of the whole chain, base64url (`trusted_authorities` of type `aki`). */
  authorityKeyIdentifiers: string[];
  /** Unix seconds: the earliest end in the chain. */
  notAfter: number;
};
