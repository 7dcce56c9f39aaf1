import type { Clock } from '@postern/primitives';
import { z } from 'zod';

import type { ResolvedDid } from '../did/did-document.ts';
import type { JsonObject } from '../jose/compact-jws.ts';
import { findJwtTimeFault } from '../jose/jwt-times.ts';
import { VcJwtError } from './vc-jwt-error.ts';

/** What the verification of either data model takes. */
export type VerifyVcJwtOptions = {
  jwt: string;
  /** Resolves the issuer's DID through the caller's guarded fetch. */
  resolveDid: (did: string) => Promise<ResolvedDid>;
  clock: Clock;
  /** Any type unless told. */
  expectedType?: string;
  /** Characters accepted, those of any JWS unless told. */
  maxLength?: number;
  /** `false` for a status list, whose subject is nobody. */
  requireSubject?: boolean;
};

/** A VC-JWT of either data model after verification. */
export type VerifiedVcJwt = {
  /** 1 for `jwt_vc_json` (VCDM 1.1), 2 for `vc+jwt` (VCDM 2.0). */
  version: 1 | 2;
  issuer: string;
  /** DID of the holder key; empty only when the caller asked for none. */
  subject: string;
  types: string[];
  /** The credential as JSON, where claims paths start; of 1.1 the `vc` claim with the registered claims put back. */
  credential: JsonObject;
  credentialSubject: Record<string, unknown>;
  /** The first status entry. */
  credentialStatus: Record<string, unknown> | undefined;
  /** All status entries; each must be checked. */
  statusEntries: Record<string, unknown>[];
  issuedAt: number | undefined;
  expiresAt: number | undefined;
};

/** An identifier; of any form, of bounded length. */
export const zId = z.string().min(1).max(2048);

/** One or several, as JSON-LD writes sets. */
export const oneOrMore = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.array(schema).min(1).max(16), schema.transform((one) => [one])]);

/** RFC 3339 moment as whole unix seconds. */
export const zMoment = z.iso.datetime({ offset: true }).transform((text) => Math.floor(Date.parse(text) / 1000));

/** Types of a credential, `VerifiableCredential` among them. */
export const zTypes = oneOrMore(z.string()).refine((types) => types.includes('VerifiableCredential'));

/**
 * The credential begins before it ends, and now lies between.
 *
 * @throws {VcJwtError} in the wrong order, not yet, or no longer
 */
export function assertWithin(options: { now: number; iat?: unknown; nbf?: unknown; exp?: unknown }): void {
  const { now, ...claims } = options;
  const fault = findJwtTimeFault({ claims, now });
  if (fault === 'malformed') throw new VcJwtError('ERR_VC_JWT_MALFORMED', 'A time of the credential is malformed.');
  if (fault === 'order') throw new VcJwtError('ERR_VC_JWT_VALIDITY_ORDER', 'The credential ends before it begins.');
  if (fault === 'expired') throw new VcJwtError('ERR_VC_JWT_EXPIRED', 'The credential has expired.');
  if (fault === 'early') throw new VcJwtError('ERR_VC_JWT_NOT_YET_VALID', 'The credential is not valid yet.');
}

/**
 * The same fact stated in two places is one fact (row by row: what the JWT registers and what the credential says).
 *
 * @throws {VcJwtError} two statements that differ
 */
export function assertAgree(...pairs: readonly (readonly [unknown, unknown])[]): void {
  for (const [registered, stated] of pairs) {
    if (registered !== undefined && stated !== undefined && registered !== stated) {
      throw new VcJwtError('ERR_VC_JWT_NOT_ACCEPTED', 'The JWT and the credential in it disagree.');
    }
  }
}

/**
 * Refuses a credential of another type than the caller expects.
 *
 * @throws {VcJwtError}
 */
export function assertType(types: readonly string[], expected: string | undefined): void {
  if (expected !== undefined && !types.includes(expected)) {
    throw new VcJwtError('ERR_VC_JWT_TYPE', 'The credential is of another type.');
  }
}
