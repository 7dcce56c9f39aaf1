import type { ASSURANCE_LEVEL, DILIGENCE_LEVEL, DOCUMENT_TYPE, FlagName } from '../schema/kyc-person.ts';

/** The one canonical record of an approved case, from which every encoding is made. */
export type PersonRecord = {
  givenName: string;
  familyName: string;
  /** Latin transliteration as the document prints it, when the name is in another script. */
  latinName?: string | undefined;
  /** `YYYY-MM-DD`. */
  birthDate: string;
  /** One or more: ISO 3166-1 alpha-2 codes, or XXA, XXB, XXC, XXX (ICAO 9303-3). */
  nationalities: readonly string[];
  /** ISO 3166-1 alpha-2. */
  residence: string;
  /** ISO 3166-1 alpha-2; absent: not stated. */
  taxResidence?: string | undefined;
  /** Published subdivision code 1…1022, 0 = unlisted. */
  residenceSubdivision: number;
  /** Null: no fixed address. */
  address: { street: string; locality: string; postalCode: string } | null;
  document: {
    type: keyof typeof DOCUMENT_TYPE;
    number: string;
    /** A code as in `nationalities`. */
    issuingCountry: string;
    /** `YYYY-MM-DD`, the last day on which it is valid. Null: none is printed. */
    expiresOn: string | null;
  };
  assurance: keyof typeof ASSURANCE_LEVEL;
  diligence: keyof typeof DILIGENCE_LEVEL;
  flags: readonly Exclude<FlagName, 'test_data'>[];
  testData: boolean;
  /** Unix seconds of the last clean screening; 0: never screened, which no "screened within" accepts. */
  screenedAt: number;
  /** Unix seconds of issuance, of the last re-binding (0 at first). */
  issuedAt: number;
  reboundAt: number;
};
