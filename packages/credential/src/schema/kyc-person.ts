import { hashSchemaName } from '@postern/primitives';

import type { CredentialSchema } from './credential-schema.ts';

/** Slot numbers of `kyc-person/1`. */
export const PERSON_SLOT = {
  birthDate: 0,
  nationality: 1,
  nationality2: 2,
  residence: 3,
  residenceSubdivision: 4,
  assurance: 5,
  diligence: 6,
  flags: 7,
  screenedAt: 8,
  issuedAt: 9,
  documentType: 10,
  documentExpiry: 11,
  nameHash: 12,
  taxResidence: 13,
  reboundAt: 14,
  extensionRoot: 15,
} as const;

/** Bits of slot 7 of `kyc-person/1`. */
export const FLAG_BIT = {
  sanctions_clear: 0,
  not_pep: 1,
  adverse_media_checked: 2,
  address_verified: 3,
  source_of_funds_verified: 4,
  face_matched: 5,
  active_liveness: 6,
  accredited: 7,
  in_person: 8,
  chip_read: 9,
  device_bound_key: 10,
  represents_entity: 11,
  test_data: 12,
  birth_date_partial: 13,
} as const;
export type FlagName = keyof typeof FLAG_BIT;

/** Values of slots 5, 6 and 10. */
export const ASSURANCE_LEVEL = { low: 1, substantial: 2, high: 3 } as const;
export const DILIGENCE_LEVEL = { simplified: 1, standard: 2, enhanced: 3 } as const;
export const DOCUMENT_TYPE = { passport: 1, identity_card: 2, residence_permit: 3, driving_licence: 4 } as const;

/** A natural person, checked by a bank. */
export const KYC_PERSON_SCHEMA: CredentialSchema = {
  name: 'kyc-person/1',
  schemaId: hashSchemaName('kyc-person/1'),
  attributes: [
    { slot: 0, name: 'birthDate', kind: 'date', bits: 27 },
    { slot: 1, name: 'nationality', kind: 'country', bits: 10 },
    { slot: 2, name: 'nationality2', kind: 'country', bits: 10 },
    { slot: 3, name: 'residence', kind: 'country', bits: 10 },
    { slot: 4, name: 'residenceSubdivision', kind: 'code', bits: 10 },
    { slot: 5, name: 'assurance', kind: 'level', bits: 2 },
    { slot: 6, name: 'diligence', kind: 'level', bits: 2 },
    { slot: 7, name: 'flags', kind: 'flags', bits: 32 },
    { slot: 8, name: 'screenedAt', kind: 'time', bits: 40 },
    { slot: 9, name: 'issuedAt', kind: 'time', bits: 40 },
    { slot: 10, name: 'documentType', kind: 'code', bits: 4 },
    { slot: 11, name: 'documentExpiry', kind: 'date', bits: 27 },
    { slot: 12, name: 'nameHash', kind: 'hash', bits: null },
    { slot: 13, name: 'taxResidence', kind: 'country', bits: 10 },
    { slot: 14, name: 'reboundAt', kind: 'time', bits: 40 },
    { slot: 15, name: 'extensionRoot', kind: 'hash', bits: null },
  ],
};
