import { KYC_PERSON_CREDENTIAL_TYPE } from '@postern/credential';
import type { JsonValue } from '@postern/primitives';

/** VCDM 2.0 payload of the off-chain credential: the claims are the credential itself (VC-JOSE-COSE §3.1). */
export function createVcdm2Payload(options: {
  issuerDid: string;
  holderDid: string;
  /** Unix seconds. */
  issuedAt: number;
  expiresAt: number;
  claims: Record<string, JsonValue>;
  status: { revocationUrl: string; suspensionUrl: string; index: number };
}): Record<string, JsonValue> {
  const { status } = options;
  const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
  const entry = (statusPurpose: string, url: string) => ({
    id: `${url}#${status.index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose,
    statusListIndex: String(status.index),
    statusListCredential: url,
  });
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential', KYC_PERSON_CREDENTIAL_TYPE],
    issuer: options.issuerDid,
    validFrom: iso(options.issuedAt),
    validUntil: iso(options.expiresAt),
    credentialSubject: { ...options.claims, id: options.holderDid },
    credentialStatus: [entry('revocation', status.revocationUrl), entry('suspension', status.suspensionUrl)],
  };
}
