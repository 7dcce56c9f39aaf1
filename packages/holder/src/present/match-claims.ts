import type { JsonObject } from '@postern/credential';
import type { ClaimsCredentialQuery, ClaimsQuery } from '@postern/protocol';
import { type DcqlCredential, DcqlQuery } from 'dcql';

import type { StoredCredential, StoredDocument } from '../store/stored-credential.ts';

/** A kept document that answers a query, and the claims that the answer must show. */
export type ClaimsMatch = {
  credential: StoredCredential;
  document: StoredDocument;
  paths: readonly ClaimsQuery['path'][];
};

/** Why no document of the wallet answers a query; for the person, never for the verifier. */
export type NoMatch = 'no_credential' | 'expired' | 'claims_missing';

/**
 * The documents that answer a query for claims (OpenID4VP 1.0 §6.4): format, type, trusted authorities, and the first of
 * the `claim_sets` that can be met, `values` included. Newest first.
 */
export function matchClaims(options: {
  query: ClaimsCredentialQuery;
  credentials: readonly StoredCredential[];
  /** Unix seconds. */
  now: number;
}): { matches: readonly ClaimsMatch[]; reason: NoMatch | undefined } {
  const { query, credentials, now } = options;
  const ofFormat = credentials.flatMap((credential) =>
    credential.documents
      .filter((document) => document.format === query.format)
      .map((document) => ({ credential, document })),
  );
  const { id, format, meta, claims, claim_sets: sets, trusted_authorities: authorities } = query;
  const ofType = ofFormat.filter(({ document }) => runQuery({ id, format, meta, authorities }, document) !== undefined);
  const current = ofType.filter(({ document }) => document.expiresAt === undefined || document.expiresAt > now);
  const matches = current.flatMap(({ credential, document }) => {
    const paths = runQuery({ id, format, meta, authorities, claims, sets }, document);
    return paths === undefined ? [] : [{ credential, document, paths }];
  });
  const reason = ofType.length === 0 ? 'no_credential' : current.length === 0 ? 'expired' : 'claims_missing';
  return { matches, reason: matches.length === 0 ? reason : undefined };
}

type PlainQuery = Pick<ClaimsCredentialQuery, 'id' | 'format' | 'meta'> & {
  authorities: ClaimsCredentialQuery['trusted_authorities'];
  claims?: ClaimsCredentialQuery['claims'];
  sets?: ClaimsCredentialQuery['claim_sets'];
};

/** Paths of the chosen claim set; undefined when the document does not answer. */
function runQuery(query: PlainQuery, document: StoredDocument): ClaimsQuery['path'][] | undefined {
  const { id, format, meta, authorities, claims, sets } = query;
  const known = authorities?.filter(({ type }) => type === 'aki');
  // An authority of a kind that this wallet cannot check must not be taken for met.
  if (known?.length === 0) return undefined;
  const plain = {
    id,
    // Our 2.0 format is queried like the 1.1 one: `type_values`, paths from the credential.
    format: format === 'vc+jwt' ? 'jwt_vc_json' : format,
    meta,
    ...(known === undefined ? {} : { trusted_authorities: known }),
    ...(claims === undefined ? {} : { claims }),
    ...(claims === undefined || sets === undefined ? {} : { claim_sets: sets }),
  };
  const result = DcqlQuery.query(DcqlQuery.parse({ credentials: [plain] } as DcqlQuery.Input), [describe(document)]);
  const match = result.credential_matches[id];
  if (match?.success !== true) return undefined;
  const [set] = match.valid_credentials[0].claims.valid_claim_sets;
  const index = set?.claim_set_index;
  const wanted = index === undefined ? undefined : sets?.[index];
  const chosen =
    wanted === undefined ? claims : claims?.filter((claim) => claim.id !== undefined && wanted.includes(claim.id));
  return (chosen ?? []).map(({ path }) => path);
}

function describe(document: StoredDocument): DcqlCredential {
  const { format, types, claims, authorityKeyIdentifiers = [] } = document;
  const [first] = authorityKeyIdentifiers;
  const authority =
    first === undefined ? {} : { authority: { type: 'aki' as const, values: authorityKeyIdentifiers as [string] } };
  const common = { cryptographic_holder_binding: true, claims: claims as JsonObject, ...authority };
  return format === 'dc+sd-jwt'
    ? { ...common, credential_format: 'dc+sd-jwt', vct: types[0]! }
    : { ...common, credential_format: 'jwt_vc_json', type: types };
}
