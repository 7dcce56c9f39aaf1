import type { ApplicationData } from '@postern/protocol';

/** The form as it is typed; every field is text. */
export type ApplicationFormValues = {
  familyName: string;
  givenName: string;
  latinName: string;
  birthDate: string;
  nationality: string;
  nationality2: string;
  residence: string;
  street: string;
  locality: string;
  postalCode: string;
  documentType: ApplicationData['document']['type'];
  documentNumber: string;
  documentCountry: string;
  documentExpiry: string;
  email: string;
};

export const emptyApplicationForm: ApplicationFormValues = {
  familyName: '',
  givenName: '',
  latinName: '',
  birthDate: '',
  nationality: '',
  nationality2: '',
  residence: '',
  street: '',
  locality: '',
  postalCode: '',
  documentType: 'passport',
  documentNumber: '',
  documentCountry: '',
  documentExpiry: '',
  email: '',
};

/** True when a name has letters of another script than Latin, so that the document also prints it in Latin letters. */
export function needsLatinName(values: Pick<ApplicationFormValues, 'familyName' | 'givenName'>): boolean {
  return /[^\P{L}\p{Script=Latin}]/u.test(values.familyName + values.givenName);
}

/** What the form sends; empty optional fields are left out. */
export function toApplicationData(values: ApplicationFormValues): ApplicationData {
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
    address: { street: text(values.street), locality: text(values.locality), postalCode: text(values.postalCode) },
    document: {
      type: values.documentType,
      number: values.documentNumber.replaceAll(/[\s-]/g, '').toUpperCase(),
      issuingCountry: values.documentCountry,
      expiresOn: values.documentExpiry,
    },
    ...(email === '' ? {} : { email }),
  };
}
