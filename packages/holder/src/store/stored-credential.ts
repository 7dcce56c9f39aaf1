import { type Seal, sealFromClaims, zPersonClaims, zSealClaims } from '@postern/credential';
import type { JsonValue } from '@postern/primitives';
import { z } from 'zod';

import { HolderError } from '../error.ts';
import { zHolderKey } from '../receive/holder-key.ts';
import { zTokenSet } from '../receive/issuance-session.ts';
import { upgradeStoredCredential } from './upgrade-stored-credential.ts';

/** Formats that this wallet keeps and presents. */
export const HELD_FORMATS = ['dc+sd-jwt', 'jwt_vc_json', 'vc+jwt'] as const;
export type HeldFormat = (typeof HELD_FORMATS)[number];

const zJson = z.custom<JsonValue>((value) => value !== undefined);
const zToken = z.strictObject({ token: z.string(), key: zHolderKey });

/** One of several like copies; each is shown once, so that two sites cannot tell that they saw the same person. */
const zCopy = zToken.extend({ usedAt: z.int().optional() });
export type StoredCopy = z.infer<typeof zCopy>;

/** One credential in one format, verified on receipt. */
export const zStoredDocument = z.strictObject({
  configurationId: z.string(),
  format: z.enum(HELD_FORMATS),
  /** `vct` of an SD-JWT VC; `type` of a W3C credential. */
  types: z.array(z.string()).min(1),
  /** What the issuer calls it. */
  name: z.string(),
  /** `iss` as signed; how its key was found. */
  issuedBy: z.string(),
  keyFoundBy: z.enum(['web', 'certificate', 'did']),
  /** Key identifiers of the certificate chain, base64url; DCQL's `aki`. */
  authorityKeyIdentifiers: z.array(z.string()).optional(),
  /** Unix seconds. */
  expiresAt: z.int().optional(),
  /** The claims, as claims path pointers see them: of an SD-JWT VC all, of a W3C credential the credential itself. */
  claims: z.record(z.string(), zJson),
  /** The issuer's names of claims. */
  labels: z.array(z.strictObject({ path: z.array(z.union([z.string(), z.int(), z.null()])), label: z.string() })),
  copies: z.array(zCopy).min(1),
});
export type StoredDocument = z.infer<typeof zStoredDocument>;

const zCurrent = z.strictObject({
  id: z.string(),
  issuer: z.strictObject({ identifier: z.string(), name: z.string() }),
  receivedAt: z.int(),
  documents: z.array(zStoredDocument).min(1),
  /** Only from issuers that seal: what proofs are made from, and the person that it is about. */
  claims: zPersonClaims.optional(),
  seal: zSealClaims.optional(),
  sealJwt: zToken.optional(),
  /** What a later issue is asked for with; only where the issuer gave a refresh token. */
  renewal: z
    .strictObject({ authorizationServer: z.string(), configurationIds: z.array(z.string()), tokens: zTokenSet })
    .optional(),
});

/** Everything that one issuance left in the wallet; plain JSON, kept encrypted. */
export const zStoredCredential = z.preprocess(upgradeStoredCredential, zCurrent);
export type StoredCredential = z.infer<typeof zCurrent>;
export type SealedCredential = StoredCredential & {
  [Member in 'claims' | 'seal' | 'sealJwt']-?: NonNullable<StoredCredential[Member]>;
};

/** Whether proofs can be made from a credential. */
export function isSealed(credential: StoredCredential): credential is SealedCredential {
  return credential.seal !== undefined && credential.claims !== undefined && credential.sealJwt !== undefined;
}

/**
 * The seal that proofs are made from.
 *
 * @throws {HolderError} ERR_SEAL_MISSING the credential is of an issuer that does not seal
 */
export function sealOfCredential(credential: StoredCredential): Seal {
  if (credential.seal === undefined) throw new HolderError('ERR_SEAL_MISSING', 'No proof can be made from this.');
  return sealFromClaims(credential.seal);
}
