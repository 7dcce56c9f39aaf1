import { hashSchemaName } from '@postern/primitives';

import type { CredentialSchema } from './credential-schema.ts';

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
