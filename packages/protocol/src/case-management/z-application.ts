import { z } from 'zod';

import { zCountryCode, zIsoDay, zNationalityCode, zUnixSeconds } from '../common/z-primitives.ts';

/** Nobody is stateless, or of no specified nationality, and a national as well. */
function standAlone(nationalities: readonly string[]): boolean {
  return nationalities.length === 1 || !nationalities.some((code) => code === 'XXA' || code === 'XXX');
}

const zName = z.string().trim().min(1).max(150);

/** What an applicant states about themselves. Names may be in any script. */
export const zApplicationData = z.strictObject({
  /** Empty for a person with one name only. */
  givenName: z.string().trim().max(150),
  familyName: zName,
  /** The name in Latin letters as the travel document prints it (ICAO 9303), when `familyName` is in another script. */
  latinName: z.string().trim().max(300).optional(),
  birthDate: zIsoDay,
  nationalities: z
    .array(zNationalityCode)
    .min(1)
    .max(2)
    .refine(standAlone, { path: [1] }),
  residence: zCountryCode,
  /** Where the applicant is liable to tax; absent: not stated. */
  taxResidence: zCountryCode.optional(),
  address: z.strictObject({
    street: z.string().trim().max(200),
    locality: z.string().trim().min(1).max(120),
    postalCode: z.string().trim().max(20),
  }),
  document: z.strictObject({
    type: z.enum(['passport', 'identity_card', 'residence_permit', 'driving_licence']),
    number: z.string().trim().min(3).max(40),
    issuingCountry: zNationalityCode,
    /** The last day on which it is valid, in UTC. */
    expiresOn: zIsoDay,
  }),
  email: z.email().optional(),
});
export type ApplicationData = z.infer<typeof zApplicationData>;

/** States of a case; the machine is the issuer's, a client only shows what `actions` allows. */
export const zCaseState = z.enum([
  'submitted',
  'in_review',
  'second_approval',
  'approved',
  'active',
  'suspended',
  'revoked',
  'rejected',
]);
export type CaseState = z.infer<typeof zCaseState>;

/** `POST /t/:tenant/applications` answer. */
export const zApplicationReceipt = z.strictObject({
  applicationId: z.string(),
  /** Bearer secret of the applicant's status page; shown once, kept by the applicant. */
  statusToken: z.string(),
});
export type ApplicationReceipt = z.infer<typeof zApplicationReceipt>;

/** `GET /t/:tenant/applications/:id` with `Authorization: Bearer <statusToken>`. */
export const zApplicationStatus = z.strictObject({
  applicationId: z.string(),
  bankName: z.string(),
  state: zCaseState,
  submittedAt: zUnixSeconds,
  updatedAt: zUnixSeconds,
  /** The second channel of the demo: the code that the wallet asks for. Only while an offer is open. */
  transactionCode: z.string().optional(),
  offerExpiresAt: zUnixSeconds.optional(),
  /** Of the newest offer; absent before there is one. */
  offerState: z.enum(['open', 'redeemed', 'locked', 'expired']).optional(),
  /** Whether the applicant can have an offer by asking for it now. */
  canRequestOffer: z.boolean(),
});
export type ApplicationStatus = z.infer<typeof zApplicationStatus>;
