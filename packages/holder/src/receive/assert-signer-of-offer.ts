import { didWebDocumentUrl } from '@postern/credential';

import { HolderError } from '../error.ts';

/**
 * Whether a signer may speak for the issuer of an offer: the same host on the web. A DID without a host is taken for
 * itself: the offer came over TLS from the issuer, and the wallet keeps how the key was found.
 *
 * @throws {HolderError} ERR_CREDENTIAL_ISSUER
 */
export function assertSignerOfOffer(signedBy: string, credentialIssuer: string): void {
  if (signedBy.startsWith('did:') && !signedBy.startsWith('did:web:')) return;
  const url = signedBy.startsWith('did:web:')
    ? didWebDocumentUrl({ did: signedBy, allowLoopbackHttp: true })
    : signedBy;
  const { host, hostname } = new URL(credentialIssuer);
  const named = URL.canParse(url) ? new URL(url) : undefined;
  // A certificate names hosts without ports.
  if (named?.host !== host && !(named?.host === hostname && named.port === '')) {
    throw new HolderError('ERR_CREDENTIAL_ISSUER', 'The credential is of another issuer than the offer.');
  }
}
