import { type ClaimsCredentialQuery, type ClaimPath, isTypeAsked, matchClaims } from '@postern/protocol';

import type { StoredCredential, StoredDocument } from '../store/stored-credential.ts';

/** A kept document that answers a query, and the claims that the answer must show. */
export type ClaimsMatch = {
  credential: StoredCredential;
  document: StoredDocument;
  paths: readonly ClaimPath[];
};

/** Why no document of the wallet answers a query; for the person, never for the verifier. */
export type NoMatch = 'no_credential' | 'expired' | 'claims_missing';

/**
 * The documents that answer a query for claims (OpenID4VP 1.0 §6.4): format, type, trusted authorities, and the first of
 * the `claim_sets` that can be met, `values` included. Newest first.
 */
export function matchDocuments(options: {
  query: ClaimsCredentialQuery;
  credentials: readonly StoredCredential[];
  /** Unix seconds. */
  now: number;
}): { matches: readonly ClaimsMatch[]; reason: NoMatch | undefined } {
  const { query, credentials, now } = options;
  const ofType = credentials.flatMap((credential) =>
    credential.documents
      .filter((document) => document.format === query.format && isTypeAsked(query, document.types))
      .filter((document) => isAuthorityAsked(query, document))
      .map((document) => ({ credential, document })),
  );
  const current = ofType.filter(({ document }) => document.expiresAt === undefined || document.expiresAt > now);
  const matches = current.flatMap(({ credential, document }) => {
    const result = matchClaims({ query, claims: document.claims });
    return 'matched' in result ? [{ credential, document, paths: result.matched.map(({ path }) => path) }] : [];
  });
  const reason = ofType.length === 0 ? 'no_credential' : current.length === 0 ? 'expired' : 'claims_missing';
  return { matches, reason: matches.length === 0 ? reason : undefined };
}

/** An authority of a kind that this wallet cannot check must not be taken for met. */
function isAuthorityAsked(query: ClaimsCredentialQuery, document: StoredDocument): boolean {
  const { trusted_authorities: authorities } = query;
  const identifiers = document.authorityKeyIdentifiers ?? [];
  return (
    authorities === undefined ||
    authorities.some(({ type, values }) => type === 'aki' && values.some((value) => identifiers.includes(value)))
  );
}
