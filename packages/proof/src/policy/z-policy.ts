import { ASSURANCE_LEVEL, DILIGENCE_LEVEL, ENTITY_FLAG_BIT, FLAG_BIT } from '@postern/credential';
import { z } from 'zod';

import { durationToSeconds, LONGEST_SPAN_SECONDS } from './duration.ts';

const keysOf = <Name extends string>(table: Record<Name, number>) => Object.keys(table) as [Name, ...Name[]];

/** Alpha-2, or a special nationality (ICAO 9303-3); the compiler knows which codes there are, and where. */
const zCountry = z.string().regex(/^(?:[A-Z]{2}|XX[ABCX])$/);
const zCountrySet = z.union([
  z.strictObject({ in: z.array(zCountry).min(1) }),
  z.strictObject({ notIn: z.array(zCountry).min(1) }),
]);
const DURATION_SHAPE = /^P(?=\d|T\d)(\d{1,4}W)?(\d{1,5}D)?(T(?=\d)(\d{1,6}H)?(\d{1,7}M)?)?$/;
/** Weeks, days, hours and minutes of ISO 8601: spans whose length in seconds is fixed; at most ten years. */
const zDuration = z
  .string()
  .refine((text) => DURATION_SHAPE.test(text) && durationToSeconds(text) <= LONGEST_SPAN_SECONDS);
const zYears = z.int().min(0).max(150);
/** Flags of either schema; the compiler refuses those of the other one. */
const zFlag = z.enum(keysOf({ ...FLAG_BIT, ...ENTITY_FLAG_BIT }));

/**
 * A policy as a person writes it. Every part is a condition; all of them hold together.
 * Test data is refused unless the policy says `"testData": "allowed"`.
 */
export const zPolicy = z.strictObject({
  schema: z.enum(['kyc-person/1', 'kyc-entity/1']).default('kyc-person/1'),
  /** Whole years by the calendar, on the day of the proof (UTC); of entities since their incorporation. */
  age: z.strictObject({ atLeast: zYears.optional(), atMost: zYears.optional() }).optional(),
  /** Tests both nationalities of a person; they may also be XXA, XXB, XXC: stateless people and refugees. */
  nationality: zCountrySet.optional(),
  residence: zCountrySet.optional(),
  taxResidence: zCountrySet.optional(),
  /** Entities: tests the jurisdiction and the headquarters country. */
  jurisdiction: zCountrySet.optional(),
  placeOfBusiness: zCountrySet.optional(),
  assurance: z.strictObject({ atLeast: z.enum(keysOf(ASSURANCE_LEVEL)) }).optional(),
  diligence: z.strictObject({ atLeast: z.enum(keysOf(DILIGENCE_LEVEL)) }).optional(),
  /** Last sanctions screening; who was never screened was not screened within any span. */
  screened: z.strictObject({ within: zDuration }).optional(),
  issued: z.strictObject({ within: zDuration }).optional(),
  document: z.strictObject({ notExpired: z.literal(true) }).optional(),
  /** Entities: the entry in the company register. */
  registration: z.strictObject({ notExpired: z.literal(true) }).optional(),
  /** The wallet was not moved to a new secret lately: for policies that count persons. */
  rebound: z.strictObject({ notWithin: zDuration }).optional(),
  /** A plain list means: all of these are set. */
  flags: z
    .union([
      z.array(zFlag).min(1),
      z.strictObject({ required: z.array(zFlag).optional(), forbidden: z.array(zFlag).optional() }),
    ])
    .optional(),
  testData: z.literal('allowed').optional(),
  /** Issuer ids of the trust registry, or every present and future issuer. */
  issuers: z.union([z.array(z.int().min(0).max(127)).min(1), z.literal('every-present-and-future')]),
});

/** A policy as written, before defaults. */
export type PolicyInput = z.input<typeof zPolicy>;
export type Policy = z.output<typeof zPolicy>;
