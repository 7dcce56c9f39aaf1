import type { P256PublicJwk } from '@postern/credential';

export type ProtocolIdentity = {
  did: string;
  keyId: string;
  /** OpenID4VP client identifier with its prefix (OpenID4VP 1.0 §5.9.3). */
  clientId: string;
};

/**
 * The names under which a protocol signs its requests: a did:web below the verifier's own origin.
 *
 * @param options.publicUrl origin of the verifier, e.g. `https://verify.example`
 */
export function protocolIdentity(options: { publicUrl: string; slug: string }): ProtocolIdentity {
  const host = new URL(options.publicUrl).host.replace(':', '%3A');
  const did = `did:web:${host}:p:${options.slug}`;
  return { did, keyId: `${did}#key-1`, clientId: `decentralized_identifier:${did}` };
}

/** DID document of a protocol (did:web): its one signing key. */
export function createDidDocument(options: { publicUrl: string; slug: string; publicJwk: P256PublicJwk }) {
  const { did, keyId } = protocolIdentity(options);
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/suites/jws-2020/v1'],
    id: did,
    verificationMethod: [{ id: keyId, type: 'JsonWebKey2020', controller: did, publicKeyJwk: options.publicJwk }],
    authentication: [keyId],
    assertionMethod: [keyId],
  };
}
