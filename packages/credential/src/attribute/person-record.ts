import type { ASSURANCE_LEVEL, DILIGENCE_LEVEL, DOCUMENT_TYPE, FlagName } from '../schema/kyc-person.ts';

/** The one canonical record of an approved case, from which every encoding is made. */
export type PersonRecord = {
  givenName: string;
  familyName: string;
  /** Latin transliteration as the document prints it, when the name is in another script. */
  latinName?: string | undefined;
  /** `YYYY-MM-DD`. */
  birthDate: string;
  /** One or two ISO 3166-1 alpha-2 codes. */
  nationalities: readonly string[];
  residence: string;
  /** Published subdivision code 1…1022, 0 = unlisted. */
  residenceSubdivision: number;
  address: { street: string; locality: string; postalCode: string };
  document: {
    type: keyof typeof DOCUMENT_TYPE;
    number: string;
    issuingCountry: string;
    /** `YYYY-MM-DD`. */
    expiresOn: string;
  };
  assurance: keyof typeof ASSURANCE_LEVEL;
  diligence: keyof typeof DILIGENCE_LEVEL;
  flags: readonly Exclude<FlagName, 'test_data'>[];
  testData: boolean;
  /** Unix seconds of the last clean screening, of issuance, of the last re-binding (0 at first). */
  screenedAt: number;
  issuedAt: number;
  reboundAt: number;
};
