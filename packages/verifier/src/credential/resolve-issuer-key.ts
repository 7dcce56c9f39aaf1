import type { ResolveIssuerKey } from '@postern/credential';

import { PolicyRefusalError } from '../errors.ts';
import type { IssuerException, TrustDocuments } from '../ports.ts';
import { X509_ISSUER } from '../question/question.ts';

/** Whom a query accepts, as the protocol trusts it at this moment. */
export type IssuerTrust = {
  /** DIDs, issuer URLs, and `x509`. */
  issuers: readonly string[];
  /** Base64 DER. */
  trustAnchors: readonly string[];
  exceptions: readonly IssuerException[];
};

/**
 * Finds issuers' keys by trust policy: first whether the issuer is accepted, only then its documents, so that a stranger
 * cannot make the service fetch anything. An issuer accepted by name is looked up by name, whatever certificates came
 * along; otherwise a chain counts by the anchor it ends at.
 *
 * The resolver throws {PolicyRefusalError} `ERR_POLICY_ISSUER_UNTRUSTED` for an issuer that is not accepted, and what
 * the documents' readers throw.
 */
export function createTrustedKeyResolver(options: {
  trust: IssuerTrust;
  documents: Pick<TrustDocuments, 'resolveIssuerKey'>;
}): ResolveIssuerKey {
  const { trust, documents } = options;
  return async ({ issuer, kid, header, signedAt }) => {
    const { x5c, ...nameless } = header;
    if (issuer !== X509_ISSUER && trust.issuers.includes(issuer)) {
      return documents.resolveIssuerKey({ issuer, kid, header: nameless, signedAt, trustAnchors: [] });
    }
    if (x5c !== undefined && trust.issuers.includes(X509_ISSUER)) {
      return documents.resolveIssuerKey({ issuer, kid, header, signedAt, trustAnchors: trust.trustAnchors });
    }
    throw new PolicyRefusalError('ERR_POLICY_ISSUER_UNTRUSTED', 'The issuer of the credential is not accepted here.');
  };
}
