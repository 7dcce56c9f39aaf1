import type { ApplicationValues } from './application-values.ts';
import type { DocumentType } from './document-type.ts';

/** What an application says, as a bank reads it. */
export type Application = {
  familyName: string;
  givenName: string;
  latinName?: string;
  birthDate: string;
  nationalities: string[];
  residence: string;
  taxResidence?: string;
  address: { street: string; locality: string; postalCode: string };
  document: { type: DocumentType; number: string; issuingCountry: string; expiresOn: string };
  email?: string;
};

/** What is sent of a filled form; empty optional fields are left out. */
export function createApplication(values: ApplicationValues): Application {
  const text = (value: string) => value.trim().replaceAll(/\s+/g, ' ').normalize('NFC');
  const latinName = text(values.latinName);
  const email = values.email.trim();
  return {
    familyName: text(values.familyName),
    givenName: text(values.givenName),
    ...(latinName === '' ? {} : { latinName }),
    birthDate: values.birthDate,
    nationalities: [values.nationality, values.nationality2].filter((code) => code !== ''),
    residence: values.residence,
    ...(values.taxResidence === '' ? {} : { taxResidence: values.taxResidence }),
    address: { street: text(values.street), locality: text(values.locality), postalCode: text(values.postalCode) },
    document: {
      // The field offers these kinds and no others.
      type: values.documentType as DocumentType,
      number: values.documentNumber.replaceAll(/[\s-]/g, '').toUpperCase(),
      issuingCountry: values.documentCountry,
      expiresOn: values.documentExpiry,
    },
    ...(email === '' ? {} : { email }),
  };
}
