import type { JsonValue } from '@postern/primitives';
import { dateNumberFromIso, dateNumberFromUnixSeconds, PosternError } from '@postern/primitives';
import { z } from 'zod';

import { countryNumeric } from '../country/country-codes.ts';
import {
  ASSURANCE_LEVEL,
  DILIGENCE_LEVEL,
  DOCUMENT_TYPE,
  FLAG_BIT,
  type FlagName,
  PERSON_SLOT,
} from '../schema/kyc-person.ts';
import { computeAgeClaims } from './age-claims.ts';
import { encodeExpiry } from './encode-expiry.ts';
import { encodeNationalities } from './encode-nationalities.ts';
import type { PersonRecord } from './person-record.ts';

export class ClaimsError extends PosternError<'ERR_CLAIMS_MALFORMED' | 'ERR_CLAIMS_DIFFER_FROM_SEAL'> {}

/** Claims of the off-chain credentials (PID rulebook names where it has one). */
export const zPersonClaims = z.looseObject({
  family_name: z.string(),
  given_name: z.string(),
  latin_name: z.string().optional(),
  birthdate: z.iso.date(),
  /** On the day on which the copy was signed; absent where a birth date that is partly unknown leaves it open. */
  age_over_12: z.boolean().optional(),
  age_over_14: z.boolean().optional(),
  age_over_16: z.boolean().optional(),
  age_over_18: z.boolean().optional(),
  age_over_21: z.boolean().optional(),
  age_over_65: z.boolean().optional(),
  nationalities: z.array(z.string()).min(1).max(10),
  address: z.looseObject({
    /** These three are absent of a person without a fixed address. */
    street_address: z.string().optional(),
    locality: z.string().optional(),
    postal_code: z.string().optional(),
    country: z.string(),
    region_code: z.int(),
  }),
  /** Absent when it was not stated. */
  tax_residence: z.string().optional(),
  document: z.looseObject({
    type: z.enum(['passport', 'identity_card', 'residence_permit', 'driving_licence']),
    number: z.string(),
    issuing_country: z.string(),
    /** Absent when the document names no end. */
    date_of_expiry: z.iso.date().optional(),
  }),
  assurance: z.enum(['low', 'substantial', 'high']),
  diligence: z.enum(['simplified', 'standard', 'enhanced']),
  checks: z.array(z.string()),
  /** Absent when nobody was screened: 0 is a value of the slot, never a time. */
  screened_at: z.int().positive().optional(),
  issued_at: z.int(),
});
export type PersonClaims = z.infer<typeof zPersonClaims>;

/** Names of the claims, each its own disclosure in the SD-JWT VC, as are the members of those that are groups. */
export const PERSON_CLAIM_NAMES = Object.keys(zPersonClaims.shape) as (keyof typeof zPersonClaims.shape)[];

/** The members of the claims that are groups. */
export const PERSON_CLAIM_GROUPS = {
  address: Object.keys(zPersonClaims.shape.address.shape),
  document: Object.keys(zPersonClaims.shape.document.shape),
} as const;

/**
 * The record as claims of the off-chain credentials.
 *
 * @param today day for which ages are stated, that of issuance unless told
 */
export function personRecordToClaims(
  record: PersonRecord,
  today = dateNumberFromUnixSeconds(record.issuedAt),
): Record<string, JsonValue> {
  const isPartial = record.flags.includes('birth_date_partial');
  return {
    family_name: record.familyName,
    given_name: record.givenName,
    ...(record.latinName === undefined ? {} : { latin_name: record.latinName }),
    birthdate: record.birthDate,
    ...computeAgeClaims({ birthDate: record.birthDate, today, isPartial }),
    nationalities: [...record.nationalities],
    address: {
      ...(record.address === null
        ? {}
        : {
            street_address: record.address.street,
            locality: record.address.locality,
            postal_code: record.address.postalCode,
          }),
      country: record.residence,
      region_code: record.residenceSubdivision,
    },
    ...(record.taxResidence === undefined ? {} : { tax_residence: record.taxResidence }),
    document: {
      type: record.document.type,
      number: record.document.number,
      issuing_country: record.document.issuingCountry,
      ...(record.document.expiresOn === null ? {} : { date_of_expiry: record.document.expiresOn }),
    },
    assurance: record.assurance,
    diligence: record.diligence,
    checks: [...record.flags, ...(record.testData ? ['test_data'] : [])].toSorted(),
    ...(record.screenedAt === 0 ? {} : { screened_at: record.screenedAt }),
    issued_at: record.issuedAt,
  };
}

/**
 * The slots that the claims determine, as circuit values: what a seal must agree with. A claim that may be left out
 * determines its slot all the same: 0.
 *
 * @throws {ClaimsError} the claims are not those of a person credential
 * @throws {CountryError} an unknown country code
 */
export function claimsToSlotValues(claims: unknown): ReadonlyMap<number, bigint> {
  const parsed = zPersonClaims.safeParse(claims);
  if (!parsed.success) throw new ClaimsError('ERR_CLAIMS_MALFORMED', 'The claims are not those of this schema.');
  const person = parsed.data;
  const [nationality, nationality2] = encodeNationalities(person.nationalities);
  const flags = person.checks.reduce((sum, name) => {
    if (!Object.hasOwn(FLAG_BIT, name)) throw new ClaimsError('ERR_CLAIMS_MALFORMED', 'Unknown check name.');
    return sum | (1n << BigInt(FLAG_BIT[name as FlagName]));
  }, 0n);
  return new Map<number, bigint>([
    [PERSON_SLOT.birthDate, BigInt(dateNumberFromIso(person.birthdate))],
    [PERSON_SLOT.nationality, BigInt(nationality)],
    [PERSON_SLOT.nationality2, BigInt(nationality2)],
    [PERSON_SLOT.residence, BigInt(countryNumeric(person.address.country))],
    [PERSON_SLOT.residenceSubdivision, BigInt(person.address.region_code)],
    [PERSON_SLOT.assurance, BigInt(ASSURANCE_LEVEL[person.assurance])],
    [PERSON_SLOT.diligence, BigInt(DILIGENCE_LEVEL[person.diligence])],
    [PERSON_SLOT.flags, flags],
    [PERSON_SLOT.screenedAt, BigInt(person.screened_at ?? 0)],
    [PERSON_SLOT.issuedAt, BigInt(person.issued_at)],
    [PERSON_SLOT.documentType, BigInt(DOCUMENT_TYPE[person.document.type])],
    [PERSON_SLOT.documentExpiry, BigInt(encodeExpiry(person.document.date_of_expiry ?? null))],
    [PERSON_SLOT.taxResidence, BigInt(person.tax_residence === undefined ? 0 : countryNumeric(person.tax_residence))],
  ]);
}
