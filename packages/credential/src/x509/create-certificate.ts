import { bytesToHex, type Random } from '@postern/primitives';

import type { PublicJwk } from '../jose/public-jwk.ts';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PublicKey,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from './peculiar.ts';
import { encodePublicKeyInfo } from './public-key-info.ts';

const YEAR_SECONDS = 365 * 86_400;
const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** An authority that issues certificates: its own, base64 DER, and its P-256 key. */
export type CertificateAuthority = { certificate: string; privateKey: CryptoKey };

type CommonOptions = {
  /** Common name. */
  name: string;
  random: Random;
  /** Unix seconds; valid from a minute before. */
  now: number;
  /** Seconds of validity. */
  life?: number;
};

/** Creates a self-signed authority for development and tests; ten years unless told. */
export async function createCertificateAuthority(
  options: CommonOptions & { keys: CryptoKeyPair; pathLength?: number },
): Promise<CertificateAuthority> {
  const { name, keys, pathLength, life = 10 * YEAR_SECONDS } = options;
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      ...describe({ ...options, life }),
      name: [{ CN: [name] }],
      keys,
      signingAlgorithm: ES256,
      extensions: [
        ...authorityExtensions(pathLength),
        await SubjectKeyIdentifierExtension.create(keys.publicKey, false, crypto),
      ],
    },
    crypto,
  );
  return { certificate: certificate.toString('base64'), privateKey: keys.privateKey };
}

/** Creates an authority below another one; five years unless told. */
export async function createIntermediateAuthority(
  options: CommonOptions & { authority: CertificateAuthority; keys: CryptoKeyPair; pathLength?: number },
): Promise<CertificateAuthority> {
  const { authority, keys, pathLength, life = 5 * YEAR_SECONDS } = options;
  const extensions = authorityExtensions(pathLength);
  const certificate = await issue({ ...options, life, authority, publicKey: keys.publicKey, extensions });
  return { certificate, privateKey: keys.privateKey };
}

export type IssueCertificateOptions = CommonOptions & {
  authority: CertificateAuthority;
  publicJwk: PublicJwk;
  /** SAN entries. */
  dnsNames?: readonly string[];
  uris?: readonly string[];
};

/** Issues a leaf for signatures (digitalSignature only, no authority), base64 DER; a year unless told. */
export async function issueCertificate(options: IssueCertificateOptions): Promise<string> {
  const { publicJwk, dnsNames = [], uris = [], life = YEAR_SECONDS } = options;
  const names = [
    ...dnsNames.map((value) => ({ type: 'dns' as const, value })),
    ...uris.map((value) => ({ type: 'url' as const, value })),
  ];
  return issue({
    ...options,
    life,
    publicKey: new PublicKey(encodePublicKeyInfo(publicJwk) as BufferSource),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      ...(names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names)]),
    ],
  });
}

async function issue(
  options: CommonOptions & {
    life: number;
    authority: CertificateAuthority;
    publicKey: PublicKey | CryptoKey;
    extensions: readonly Extension[];
  },
): Promise<string> {
  const { name, authority, publicKey, extensions } = options;
  const issuer = new X509Certificate(authority.certificate);
  const certificate = await X509CertificateGenerator.create(
    {
      ...describe(options),
      subject: [{ CN: [name] }],
      issuer: issuer.subjectName,
      publicKey,
      signingKey: authority.privateKey,
      signingAlgorithm: ES256,
      extensions: [
        ...extensions,
        await SubjectKeyIdentifierExtension.create(publicKey, false, crypto),
        await AuthorityKeyIdentifierExtension.create(issuer.publicKey, false, crypto),
      ],
    },
    crypto,
  );
  return certificate.toString('base64');
}

function describe({ random, now, life }: { random: Random; now: number; life: number }) {
  // Positive, 127 random bits (RFC 5280 §4.1.2.2).
  const serial = random.bytes(16);
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  return {
    serialNumber: bytesToHex(serial).slice(2),
    notBefore: new Date((now - 60) * 1000),
    notAfter: new Date((now + life) * 1000),
  };
}

function authorityExtensions(pathLength: number | undefined) {
  return [
    new BasicConstraintsExtension(true, pathLength, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ];
}
