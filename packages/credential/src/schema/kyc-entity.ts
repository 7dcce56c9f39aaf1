import { hashSchemaName } from '@postern/primitives';

import type { CredentialSchema } from './credential-schema.ts';

/** Bits of slot 7 of `kyc-entity/1`; bits 12 and 13 mean the same in both schemas. */
export const ENTITY_FLAG_BIT = {
  sanctions_clear: 0,
  owners_sanctions_clear: 1,
  adverse_media_checked: 2,
  address_verified: 3,
  source_of_funds_verified: 4,
  beneficial_owners_verified: 5,
  good_standing: 6,
  professional: 7,
  regulated: 8,
  listed: 9,
  lei_verified: 10,
  test_data: 12,
  incorporation_date_partial: 13,
} as const;
export type EntityFlagName = keyof typeof ENTITY_FLAG_BIT;

/** A legal entity, checked by a bank; the same circuit proves from it. */
export const KYC_ENTITY_SCHEMA: CredentialSchema = {
  name: 'kyc-entity/1',
  schemaId: hashSchemaName('kyc-entity/1'),
  attributes: [
    { slot: 0, name: 'incorporationDate', kind: 'date', bits: 27 },
    { slot: 1, name: 'jurisdiction', kind: 'country', bits: 10 },
    { slot: 2, name: 'headquartersCountry', kind: 'country', bits: 10 },
    { slot: 3, name: 'placeOfBusiness', kind: 'country', bits: 10 },
    { slot: 4, name: 'placeOfBusinessSubdivision', kind: 'code', bits: 10 },
    { slot: 5, name: 'assurance', kind: 'level', bits: 2 },
    { slot: 6, name: 'diligence', kind: 'level', bits: 2 },
    { slot: 7, name: 'flags', kind: 'flags', bits: 32 },
    { slot: 8, name: 'screenedAt', kind: 'time', bits: 40 },
    { slot: 9, name: 'issuedAt', kind: 'time', bits: 40 },
    { slot: 10, name: 'legalForm', kind: 'code', bits: 24 },
    { slot: 11, name: 'registrationExpiry', kind: 'date', bits: 27 },
    { slot: 12, name: 'legalNameHash', kind: 'hash', bits: null },
    { slot: 13, name: 'taxResidence', kind: 'country', bits: 10 },
    { slot: 14, name: 'reboundAt', kind: 'time', bits: 40 },
    { slot: 15, name: 'extensionRoot', kind: 'hash', bits: null },
  ],
};
