import { FIELD_ORDER, type JsonValue } from '@postern/primitives';
import { z } from 'zod';

/** Canonical decimal text of a field element. Other text ends at the pattern: `BigInt` throws on it. */
export const zFieldElementText = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,76})$/, { abort: true })
  .refine((text) => BigInt(text) < FIELD_ORDER);

/** 20-byte address in hexadecimal; compared case-insensitively. */
export const zAddress = z.string().regex(/^0x[0-9a-fA-F]{40}$/);

/** 32 bytes in hexadecimal. */
export const zBytes32 = z.string().regex(/^0x[0-9a-f]{64}$/);

/** Unix seconds. */
export const zUnixSeconds = z.int().nonnegative();

/** Calendar day `YYYY-MM-DD`. */
export const zIsoDay = z.iso.date();

/** ISO 3166-1 alpha-2 code, upper case. */
export const zCountryCode = z.string().regex(/^[A-Z]{2}$/);

/**
 * A nationality, or what a document names as its issuer: a country, or one of the codes of ICAO 9303-3 for people without
 * one: XXA stateless, XXB refugee of the 1951 Convention, XXC other refugee, XXX not specified.
 */
export const zNationalityCode = z.string().regex(/^(?:[A-Z]{2}|XX[ABCX])$/);

const MAX_JSON_DEPTH = 32;

/** Bounded, because a check that follows any depth ends in a stack overflow instead of a refusal. */
function isJson(value: unknown, depth = 0): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth >= MAX_JSON_DEPTH) return false;
  return Object.values(value).every((member) => isJson(member, depth + 1));
}

/** Any JSON value of at most 32 levels. */
export const zJsonValue = z.custom<JsonValue>((value) => isJson(value));
