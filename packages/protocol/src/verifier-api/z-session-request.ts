import { z } from 'zod';

import { zAddress, zBytes32, zUnixSeconds } from '../common/z-primitives.ts';
import { zClientIdPrefix } from '../presentation/z-authorization-request.ts';
import { zClaimsQuery, zDcqlId } from '../presentation/z-dcql-query.ts';
import { zTermsUri } from '../presentation/z-transaction-data.ts';

/** Id under which the policy's proof is asked; no asked credential may use it. */
export const POLICY_QUERY_ID = 'kyc';

/** A credential whose claims a protocol asks for, in plain words; becomes one DCQL credential query. */
export const zAskedCredential = z
  .strictObject({
    /** Names the answer. */
    id: zDcqlId,
    format: z.enum(['dc+sd-jwt', 'jwt_vc_json', 'vc+jwt']),
    /** `vct` values, or for W3C formats the type beside `VerifiableCredential`: the credential has one of them. */
    types: z.array(z.string().min(1).max(500)).min(1).max(8),
    /** Paths start at the SD-JWT's payload, or at the W3C credential. Absent: nothing selective is disclosed. */
    claims: z.array(zClaimsQuery.strict()).min(1).max(32).optional(),
    /** Alternatives of claim ids, the preferred one first. */
    claimSets: z.array(z.array(zDcqlId).min(1)).min(1).max(8).optional(),
    /** Issuers accepted here: members of the protocol's trusted issuers. Absent: all of them. */
    issuers: z.array(z.string().min(1).max(500)).min(1).max(64).optional(),
    /** Several presentations may answer. */
    multiple: z.boolean().optional(),
  })
  .refine(({ id }) => id !== POLICY_QUERY_ID);
export type AskedCredential = z.infer<typeof zAskedCredential>;

/** A text that the person agrees to by presenting; needs a credential to carry its hash. */
export const zAskedTerms = z.strictObject({
  title: z.string().min(1).max(200),
  uri: zTermsUri,
  /** SHA-256 of the text's bytes, base64url. */
  sha256: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type AskedTerms = z.infer<typeof zAskedTerms>;

/** `POST /v1/sessions`, authenticated by the protocol's API key: ask for a policy, for credentials, or for either. */
export const zCreateSessionRequest = z
  .strictObject({
    /** Prove this policy … */
    policyId: zBytes32.optional(),
    /** … for this account's pass on chain. Absent: to this session alone; needs a signed request. */
    account: zAddress.optional(),
    credentials: z.array(zAskedCredential).min(1).max(8).optional(),
    /**
     * Alternatives, the preferred one first, each a list of ids (`kyc` is the policy): `[["kyc"], ["papers"]]` says
     * "prove the policy, or show the papers". Absent: everything asked is required.
     */
    accept: z.array(z.array(zDcqlId).min(1)).min(1).max(8).optional(),
    terms: zAskedTerms.optional(),
    /** `same` (default): credentials shown together must belong to one person; `any`: they need not. */
    subjects: z.enum(['same', 'any']).optional(),
    /** Where the wallet sends the person afterwards; must be on an origin registered for the protocol. */
    returnUrl: z.url().optional(),
    /** Answers encrypted to a key of this session alone; default: whenever claims are asked. */
    encrypted: z.boolean().optional(),
    /** How the verifier names itself; default `decentralized_identifier`. `redirect_uri` requests are not signed. */
    clientIdPrefix: zClientIdPrefix.optional(),
    /** How wallets are told to fetch the request; `post` lets them add a nonce of their own. Both work; default `get`. */
    requestUriMethod: z.enum(['get', 'post']).optional(),
  })
  .refine(({ policyId, account }) => policyId !== undefined || account === undefined)
  .refine(({ policyId, credentials }) => policyId !== undefined || credentials !== undefined);
export type CreateSessionRequest = z.infer<typeof zCreateSessionRequest>;

export const zCreateSessionResponse = z.strictObject({
  sessionId: z.string(),
  /** Link (and QR text) that opens the wallet. */
  walletUrl: z.url(),
  /**
   * The same session for any other wallet: `openid4vp://?…`. Alternatives of formats that only our wallet knows are left
   * out, because some wallets refuse a whole request for one of them.
   */
  openid4vpUrl: z.string().startsWith('openid4vp://').optional(),
  /** Absent with the prefix `redirect_uri`, whose requests are in the link itself. */
  requestUri: z.url().optional(),
  clientId: z.string(),
  expiresAt: zUnixSeconds,
  /** Opens the claims once they are there; given here only and never stored. Absent when no claims are asked. */
  resultKey: z.string().optional(),
});
export type CreateSessionResponse = z.infer<typeof zCreateSessionResponse>;
