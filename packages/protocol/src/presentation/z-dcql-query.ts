import { z } from 'zod';

import { nullAsAbsent } from '../common/null-as-absent.ts';
import { zZkQueryMeta, ZK_FORMAT } from './z-zk-query-meta.ts';

/** Credential formats that both sides here know (OpenID4VP 1.0 Appendix B; `vc+jwt` and `postern_zk` are ours). */
export const PRESENTATION_FORMATS = ['dc+sd-jwt', 'jwt_vc_json', 'vc+jwt', ZK_FORMAT] as const;
export type PresentationFormat = (typeof PRESENTATION_FORMATS)[number];

/** Identifier inside a query (OpenID4VP 1.0 §6.1): letters, digits, `_`, `-`. */
export const zDcqlId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** Claims path pointer (§7): member name, array index, or `null` for every element. */
export const zClaimPath = z.array(z.union([z.string(), z.int().nonnegative(), z.null()])).min(1);
export type ClaimPath = z.infer<typeof zClaimPath>;

export const zClaimsQuery = z.looseObject({
  id: nullAsAbsent(zDcqlId),
  path: zClaimPath,
  /** One of these must be the claim's value. */
  values: nullAsAbsent(z.array(z.union([z.string(), z.int(), z.boolean()])).min(1)),
});
export type ClaimsQuery = z.infer<typeof zClaimsQuery>;

/** `aki` (base64url key identifiers of a chain), `etsi_tl`, `openid_federation`; others are left to who knows them. */
export const zTrustedAuthority = z.looseObject({ type: z.string().min(1), values: z.array(z.string()).min(1) });
export type TrustedAuthority = z.infer<typeof zTrustedAuthority>;

const common = {
  id: zDcqlId,
  /** More than one presentation may answer; default false. */
  multiple: nullAsAbsent(z.boolean()),
  trusted_authorities: nullAsAbsent(z.array(zTrustedAuthority).min(1)),
  /** Default true. */
  require_cryptographic_holder_binding: nullAsAbsent(z.boolean()),
  claims: nullAsAbsent(z.array(zClaimsQuery).min(1)),
  /** Alternatives, the preferred one first; each a set of claim ids. */
  claim_sets: nullAsAbsent(z.array(z.array(zDcqlId).min(1)).min(1)),
};

export const zSdJwtCredentialQuery = z.looseObject({
  ...common,
  format: z.literal('dc+sd-jwt'),
  meta: z.looseObject({ vct_values: z.array(z.string().min(1)).min(1) }),
});

/** W3C formats; each member of `type_values` is a set of types that a credential must have together. */
export const zW3cCredentialQuery = z.looseObject({
  ...common,
  format: z.enum(['jwt_vc_json', 'vc+jwt']),
  meta: z.looseObject({ type_values: z.array(z.array(z.string().min(1)).min(1)).min(1) }),
});

/** Ours: `claims`, `claim_sets` and `multiple` do not apply. */
export const zZkCredentialQuery = z.looseObject({
  id: zDcqlId,
  format: z.literal(ZK_FORMAT),
  meta: zZkQueryMeta,
});
export type ZkCredentialQuery = z.infer<typeof zZkCredentialQuery>;

/** A format that we do not know: it stays readable, so that an alternative beside it can still be answered. */
const zOtherCredentialQuery = z.looseObject({
  ...common,
  format: z.string().refine((format) => !(PRESENTATION_FORMATS as readonly string[]).includes(format)),
  meta: z.looseObject({}),
});

export const zCredentialQuery = z.union([
  zSdJwtCredentialQuery,
  zW3cCredentialQuery,
  zZkCredentialQuery,
  zOtherCredentialQuery,
]);
export type CredentialQuery = z.infer<typeof zCredentialQuery>;
/** A query for a credential whose claims are disclosed. */
export type ClaimsCredentialQuery = z.infer<typeof zSdJwtCredentialQuery> | z.infer<typeof zW3cCredentialQuery>;

/** A choice: one option must be answered in full when it is required (the default). */
export const zCredentialSetQuery = z.looseObject({
  options: z.array(z.array(zDcqlId).min(1)).min(1),
  required: nullAsAbsent(z.boolean()),
});
export type CredentialSetQuery = z.infer<typeof zCredentialSetQuery>;

const queryOf = <Schema extends z.ZodType<CredentialQuery>>(zQuery: Schema) =>
  z
    .looseObject({
      credentials: z.array(zQuery).min(1).max(32),
      credential_sets: nullAsAbsent(z.array(zCredentialSetQuery).min(1).max(32)),
    })
    .refine((query) => isUnique(query.credentials.map(({ id }) => id)))
    .refine((query) => {
      const ids = new Set(query.credentials.map(({ id }) => id));
      return (query.credential_sets ?? []).every(({ options }) => options.flat().every((id) => ids.has(id)));
    });

const zSoundQuery = zCredentialQuery.refine(hasSoundClaims);

/** `dcql_query` (OpenID4VP 1.0 §6). Ids are unique and every reference leads somewhere. */
export const zDcqlQuery = queryOf(zSoundQuery);
export type DcqlQuery = z.infer<typeof zDcqlQuery>;

/** A credential query that cannot be read (a draft's form, say) is one of a format that is not known. */
const zUnreadableQuery = z
  .looseObject({ id: zDcqlId, format: z.string() })
  .transform(({ id, format }): CredentialQuery => ({ id, format: `unreadable ${format}`, meta: {} }));

/** {@link zDcqlQuery} as a wallet reads it: one credential query that cannot be read leaves the others answerable. */
export const zReceivedDcqlQuery = queryOf(z.union([zSoundQuery, zUnreadableQuery]));

/** Narrows a query by its format. */
export function isClaimsQuery(query: CredentialQuery): query is ClaimsCredentialQuery {
  return query.format === 'dc+sd-jwt' || query.format === 'jwt_vc_json' || query.format === 'vc+jwt';
}

/** Whether a credential of these types (`vct`, or `type`) is of a type that the query asks for. */
export function isTypeAsked(query: ClaimsCredentialQuery, types: readonly string[]): boolean {
  return query.format === 'dc+sd-jwt'
    ? query.meta.vct_values.some((vct) => types.includes(vct))
    : query.meta.type_values.some((set) => set.every((type) => types.includes(type)));
}

/** Narrows a query by its format. */
export function isZkQuery(query: CredentialQuery): query is ZkCredentialQuery {
  return query.format === ZK_FORMAT;
}

function hasSoundClaims(query: CredentialQuery): boolean {
  if (!isClaimsQuery(query)) return true;
  const ids = (query.claims ?? []).flatMap(({ id }) => (id === undefined ? [] : [id]));
  const known = new Set(ids);
  if (!isUnique(ids)) return false;
  if (query.claim_sets === undefined) return true;
  return ids.length === query.claims?.length && query.claim_sets.flat().every((id) => known.has(id));
}

function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
