import { type ApplicationFieldName, type ApplicationValues, isFieldAsked } from './application-values.ts';
import type { DocumentType } from './document-type.ts';

/** What an application says, as a bank reads it. */
export type Application = {
  familyName: string;
  givenName: string;
  latinName?: string | undefined;
  birthDate: string;
  nationalities: string[];
  residence: string;
  taxResidence?: string | undefined;
  /** Null: no fixed address. */
  address: { street: string; locality: string; postalCode: string } | null;
  document: { type: DocumentType; number: string; issuingCountry: string; expiresOn: string | null };
  email?: string | undefined;
};

/** What is said in a filled form; empty optional fields, and those that are not asked, are left out. The schema tidies texts. */
export function createApplication(values: ApplicationValues): Application {
  const { latinName, email, street, locality, postalCode } = values;
  const isAsked = (name: ApplicationFieldName) => isFieldAsked(name, values);
  const more = isAsked('moreNationalities') ? values.moreNationalities.split(',') : [];
  return {
    familyName: values.familyName,
    givenName: values.givenName,
    ...(latinName.trim() === '' ? {} : { latinName }),
    birthDate: values.birthDate,
    nationalities: [values.nationality, values.nationality2, ...more].filter((code) => code !== ''),
    residence: values.residence,
    ...(values.taxResidence === '' ? {} : { taxResidence: values.taxResidence }),
    address: isAsked('locality') ? { street, locality, postalCode } : null,
    document: {
      // The field offers these kinds and no others.
      type: values.documentType as DocumentType,
      number: values.documentNumber.replaceAll(/[\s-]/g, '').toUpperCase(),
      issuingCountry: values.documentCountry,
      expiresOn: isAsked('documentExpiry') ? values.documentExpiry : null,
    },
    ...(email.trim() === '' ? {} : { email }),
  };
}
