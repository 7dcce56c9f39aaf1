import { bytesToBase64Url } from '@postern/primitives';
import type { ClientIdPrefix } from '@postern/protocol';

import { SessionError } from '../errors.ts';
import type { ProtocolRecord } from '../ports.ts';
import { protocolIdentity } from '../protocol/protocol-identity.ts';

/** How one request names its verifier: the client identifier and what the signature's header says about the key. */
export type ClientIdentity = {
  clientId: string;
  /** Undefined: the request must not be signed. */
  header: { kid: string } | { x5c: string[] } | undefined;
};

export type ClientIdentityOptions = {
  prefix: ClientIdPrefix;
  protocol: Pick<ProtocolRecord, 'slug' | 'certificateChain'>;
  publicUrl: string;
  /** Address of the answer; the identifier itself under `redirect_uri`. */
  responseUri: string;
};

/**
 * Client identifier with its prefix (OpenID4VP 1.0 §5.9.3).
 *
 * @throws {SessionError} `ERR_SESSION_CLIENT_ID` the protocol has no certificate for an x509 prefix
 */
export async function clientIdentity(options: ClientIdentityOptions): Promise<ClientIdentity> {
  const { prefix, protocol, publicUrl, responseUri } = options;
  if (prefix === 'redirect_uri') return { clientId: `redirect_uri:${responseUri}`, header: undefined };
  if (prefix === 'decentralized_identifier') {
    const { clientId, keyId } = protocolIdentity({ publicUrl, slug: protocol.slug });
    return { clientId, header: { kid: keyId } };
  }
  const [leaf] = protocol.certificateChain;
  if (leaf === undefined) {
    throw new SessionError('ERR_SESSION_CLIENT_ID', 'The protocol has no certificate to name itself by.');
  }
  const name = prefix === 'x509_san_dns' ? new URL(publicUrl).hostname : await hashCertificate(leaf);
  return { clientId: `${prefix}:${name}`, header: { x5c: [...protocol.certificateChain] } };
}

/** SHA-256 of the certificate's DER, base64url. @param certificate standard base64, as `x5c` has it */
async function hashCertificate(certificate: string): Promise<string> {
  const der = Uint8Array.from(atob(certificate), (character) => character.charCodeAt(0));
  return bytesToBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', der)));
}
