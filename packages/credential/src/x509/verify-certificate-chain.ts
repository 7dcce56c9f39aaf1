import { bytesToBase64Url, hexToBytes } from '@postern/primitives';

import { CertificateError } from './certificate-error.ts';
import type { CertificateView } from './certificate-view.ts';
import { type ParsedCertificate, parseCertificate } from './parse-certificate.ts';
import { decodePublicKeyInfo } from './public-key-info.ts';

/** Certificates in a chain without its anchor. */
const MAX_CHAIN = 5;
const HASHES = ['SHA-256', 'SHA-384', 'SHA-512'];
const SIGNATURES = ['ECDSA', 'RSASSA-PKCS1-v1_5', 'RSA-PSS', 'Ed25519'];

export type VerifyCertificateChainOptions = {
  /** Leaf first, base64 DER, without the anchor. */
  x5c: readonly string[];
  /** Authorities that the caller trusts, base64 DER. */
  trustAnchors: readonly string[];
  /** Unix seconds. */
  now: number;
};

/**
 * Verifies the certificate chain of an `x5c` header up to one of the caller's anchors (RFC 5280 §6.1 without policies,
 * name constraints and revocation lists; HAIP 1.0 §6.1.1). Checks in order: shape, no anchor in the chain, no self-signed
 * leaf, no unknown critical extension and validity of each, each issued by the next (name, key identifier, right to certify, path length, signature), the
 * last by an anchor, and a leaf that may sign.
 *
 * @throws {CertificateError} the first check that fails
 */
export async function verifyCertificateChain(options: VerifyCertificateChainOptions): Promise<CertificateView> {
  const { x5c, trustAnchors, now } = options;
  if (!Array.isArray(x5c) || x5c.length === 0 || x5c.length > MAX_CHAIN) {
    throw new CertificateError('ERR_X509_CHAIN', 'Expected a chain of one to five certificates.');
  }
  if (x5c.some((certificate) => trustAnchors.includes(certificate))) {
    throw new CertificateError('ERR_X509_ANCHOR_IN_CHAIN', 'The chain holds its own trust anchor.');
  }
  const chain = x5c.map(parseCertificate);
  const leaf = chain[0]!;
  if (leaf.subject === leaf.issuer || (await isSignedBy(leaf, leaf))) {
    throw new CertificateError('ERR_X509_SELF_SIGNED', 'The leaf is self-signed.');
  }
  const anchor = await findAnchor(chain.at(-1)!, trustAnchors.map(parseCertificate));
  const path = [...chain, anchor];
  for (const certificate of path) assertAcceptable(certificate, now);
  for (const [depth, certificate] of chain.entries()) {
    const issuer = path[depth + 1]!;
    assertMayIssue(issuer, chain.slice(1, depth + 1).filter(isIntermediate).length);
    if (!namesIssuer(certificate, issuer)) {
      throw new CertificateError('ERR_X509_CHAIN', 'A certificate was not issued by the next one.');
    }
    if (!(await isSignedBy(certificate, issuer))) {
      throw new CertificateError('ERR_X509_SIGNATURE', 'The signature of a certificate does not stand.');
    }
  }
  if (leaf.isAuthority || !leaf.canSign) {
    throw new CertificateError('ERR_X509_CONSTRAINT', 'The leaf is not a certificate for signatures.');
  }
  return describeLeaf(leaf, path);
}

/** The anchor that issued the last certificate; several may bear one name. */
async function findAnchor(last: ParsedCertificate, anchors: readonly ParsedCertificate[]): Promise<ParsedCertificate> {
  for (const anchor of anchors) if (namesIssuer(last, anchor) && (await isSignedBy(last, anchor))) return anchor;
  throw new CertificateError('ERR_X509_UNTRUSTED', 'The chain leads to no trusted authority.');
}

function assertAcceptable(certificate: ParsedCertificate, now: number): void {
  if (!certificate.isUnderstood) {
    throw new CertificateError('ERR_X509_CONSTRAINT', 'A critical extension is not understood here.');
  }
  if (!(certificate.notBefore <= now && now <= certificate.notAfter)) {
    throw new CertificateError('ERR_X509_TIME', 'A certificate of the chain is not valid now.');
  }
}

function assertMayIssue(issuer: ParsedCertificate, intermediatesBelow: number): void {
  if (!issuer.isAuthority || !issuer.canCertify || (issuer.pathLength ?? intermediatesBelow) < intermediatesBelow) {
    throw new CertificateError('ERR_X509_CONSTRAINT', 'A certificate was issued by one that may not.');
  }
}

/** Self-issued certificates do not count towards a path length (RFC 5280 §4.2.1.9). */
function isIntermediate(certificate: ParsedCertificate): boolean {
  return certificate.subject !== certificate.issuer;
}

function namesIssuer(certificate: ParsedCertificate, issuer: ParsedCertificate): boolean {
  const { authorityKeyId } = certificate;
  const otherKey = authorityKeyId !== undefined && issuer.subjectKeyId !== undefined;
  return certificate.issuer === issuer.subject && !(otherKey && authorityKeyId !== issuer.subjectKeyId);
}

async function isSignedBy(certificate: ParsedCertificate, issuer: ParsedCertificate): Promise<boolean> {
  const { name, hash } = certificate.certificate.signatureAlgorithm as { name: string; hash?: { name: string } };
  if (!SIGNATURES.includes(name) || (hash !== undefined && !HASHES.includes(hash.name))) {
    throw new CertificateError('ERR_X509_ALGORITHM', 'A certificate is signed with an algorithm that is not accepted.');
  }
  const { modulusLength } = issuer.certificate.publicKey.algorithm as { modulusLength?: number };
  if (modulusLength !== undefined && modulusLength < 2048) {
    throw new CertificateError('ERR_X509_ALGORITHM', 'An authority has too short a key.');
  }
  try {
    return await certificate.certificate.verify(
      { publicKey: issuer.certificate.publicKey, signatureOnly: true },
      crypto,
    );
  } catch {
    return false;
  }
}

async function describeLeaf(leaf: ParsedCertificate, path: readonly ParsedCertificate[]): Promise<CertificateView> {
  const digest = await crypto.subtle.digest('SHA-256', leaf.der as BufferSource);
  return {
    publicJwk: decodePublicKeyInfo(new Uint8Array(leaf.certificate.publicKey.rawData)),
    dnsNames: leaf.dnsNames,
    uris: leaf.uris,
    sha256: bytesToBase64Url(new Uint8Array(digest)),
    authorityKeyIdentifiers: path
      .slice(0, -1)
      .flatMap(({ authorityKeyId }) => (authorityKeyId === undefined ? [] : [authorityKeyId]))
      .map((hex) => bytesToBase64Url(hexToBytes(hex))),
    notAfter: Math.min(...path.map(({ notAfter }) => notAfter)),
  };
}
