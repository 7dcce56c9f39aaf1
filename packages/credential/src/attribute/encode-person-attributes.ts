import { bytesToBigint, dateNumberFromIso, keccak256, poseidon } from '@postern/primitives';

import { countryNumeric } from '../country/country-codes.ts';
import { assertAttributeWidth } from '../schema/credential-schema.ts';
import {
  ASSURANCE_LEVEL,
  DILIGENCE_LEVEL,
  DOCUMENT_TYPE,
  FLAG_BIT,
  KYC_PERSON_SCHEMA,
  type PERSON_SLOT,
} from '../schema/kyc-person.ts';
import { encodeExpiry } from './encode-expiry.ts';
import { encodeNationalities } from './encode-nationalities.ts';
import type { PersonRecord } from './person-record.ts';

/**
 * Encodes the record into the 16 attribute values of `kyc-person/1`. One nationality fills both slots, so that a
 * rule about nationality never meets an empty second one. A tax residence that is not stated, and a screening that did
 * not happen, are 0.
 *
 * @throws {SchemaError} a value wider than its slot
 * @throws {CountryError} an unknown country code
 * @throws {DateNumberError} a day that does not exist
 */
export function encodePersonAttributes(record: PersonRecord): bigint[] {
  const [nationality, nationality2] = encodeNationalities(record.nationalities);
  const values: Record<keyof typeof PERSON_SLOT, bigint> = {
    birthDate: BigInt(dateNumberFromIso(record.birthDate)),
    nationality: BigInt(nationality),
    nationality2: BigInt(nationality2),
    residence: BigInt(countryNumeric(record.residence)),
    residenceSubdivision: BigInt(record.residenceSubdivision),
    assurance: BigInt(ASSURANCE_LEVEL[record.assurance]),
    diligence: BigInt(DILIGENCE_LEVEL[record.diligence]),
    flags: encodeFlags(record),
    screenedAt: BigInt(record.screenedAt),
    issuedAt: BigInt(record.issuedAt),
    documentType: BigInt(DOCUMENT_TYPE[record.document.type]),
    documentExpiry: BigInt(encodeExpiry(record.document.expiresOn)),
    nameHash: hashName(record),
    taxResidence: BigInt(record.taxResidence === undefined ? 0 : countryNumeric(record.taxResidence)),
    reboundAt: BigInt(record.reboundAt),
    extensionRoot: 0n,
  };
  return KYC_PERSON_SCHEMA.attributes.map((attribute) => {
    const value = values[attribute.name as keyof typeof PERSON_SLOT];
    assertAttributeWidth(attribute, value);
    return value;
  });
}

function encodeFlags(record: PersonRecord): bigint {
  const names = record.testData ? [...record.flags, 'test_data' as const] : record.flags;
  return [...new Set(names)].reduce((flags, name) => flags | (1n << BigInt(FLAG_BIT[name])), 0n);
}

/** Digest of the full name as one field element; the token's blinding hides it. */
function hashName(record: PersonRecord): bigint {
  const name = `${record.familyName.normalize('NFC')}<<${record.givenName.normalize('NFC')}`;
  const digest = keccak256(name);
  return poseidon([bytesToBigint(digest.subarray(0, 16)), bytesToBigint(digest.subarray(16))]);
}
