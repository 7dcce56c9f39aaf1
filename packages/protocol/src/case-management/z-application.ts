import { z } from 'zod';

import { zEmailAddress } from '../common/z-email-address.ts';
import { zCountryCode, zIsoDay, zNationalityCode, zUnixSeconds } from '../common/z-primitives.ts';
import { zLineOfText, zName, zNameIfAny } from '../common/z-text.ts';
import { zOfferLinks } from './z-offer-links.ts';

/** Nobody is stateless, or of no specified nationality, and a national as well. */
function standAlone(nationalities: readonly string[]): boolean {
  return nationalities.length === 1 || !nationalities.some((code) => code === 'XXA' || code === 'XXX');
}

/** No nationality twice: two statements of one fact are a slip of the hand. */
function refuseRepeats(nationalities: readonly string[], context: z.RefinementCtx): void {
  const repeated = nationalities.findIndex((code, index) => nationalities.indexOf(code) < index);
  if (repeated >= 0) context.addIssue({ code: 'custom', path: [repeated] });
}

/** What an applicant states about themselves. Names may be in any script. */
export const zApplicationData = z.strictObject({
  /** Empty for a person with one name only. */
  givenName: zNameIfAny.max(150),
  familyName: zName.max(150),
  /** The name in Latin letters as the travel document prints it (ICAO 9303), when `familyName` is in another script. */
  latinName: zName.max(300).optional(),
  birthDate: zIsoDay,
  /** All of them; a credential can prove two, so that two people decide on somebody with more. */
  nationalities: z
    .array(zNationalityCode)
    .min(1)
    .max(10)
    .refine(standAlone, { path: [1] })
    .superRefine(refuseRepeats),
  residence: zCountryCode,
  /** Where the applicant is liable to tax; absent: not stated. */
  taxResidence: zCountryCode.optional(),
  /** Null: the applicant states that they have no fixed address. */
  address: z
    .strictObject({
      street: zLineOfText.max(200),
      locality: zName.max(120),
      postalCode: zLineOfText.max(20),
    })
    .nullable(),
  document: z.strictObject({
    type: z.enum(['passport', 'identity_card', 'residence_permit', 'driving_licence']),
    number: zLineOfText.min(3).max(40),
    issuingCountry: zNationalityCode,
    /** The last day on which it is valid, in UTC. Null: the applicant states that none is printed on it. */
    expiresOn: zIsoDay.nullable(),
  }),
  email: zEmailAddress.optional(),
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
  /** Where that code is typed. Only while an offer is open. */
  offerLinks: zOfferLinks.optional(),
  /** Of the newest offer; absent before there is one. */
  offerState: z.enum(['open', 'redeemed', 'locked', 'expired']).optional(),
  /** Whether the applicant can have an offer by asking for it now. */
  canRequestOffer: z.boolean(),
});
export type ApplicationStatus = z.infer<typeof zApplicationStatus>;
