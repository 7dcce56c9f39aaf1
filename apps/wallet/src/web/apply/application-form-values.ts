import { type ApplicationData, zApplicationData } from '@postern/protocol';

/** The form as it is typed; every field is text. */
export const EMPTY_APPLICATION = {
  familyName: '',
  givenName: '',
  latinName: '',
  birthDate: '',
  nationality: '',
  nationality2: '',
  residence: '',
  street: '',
  postalCode: '',
  locality: '',
  documentType: 'passport',
  documentNumber: '',
  documentCountry: '',
  documentExpiry: '',
  email: '',
};
export type ApplicationFormValues = typeof EMPTY_APPLICATION;

/** Whether a name has letters of another script than Latin. */
export function needsLatinName(values: Pick<ApplicationFormValues, 'familyName' | 'givenName'>): boolean {
  return /[^\P{L}\p{Script=Latin}]/u.test(values.familyName + values.givenName);
}

/** What is sent; empty optional fields are left out. */
export function toApplicationData(values: ApplicationFormValues): ApplicationData {
  const text = (value: string) => value.trim().replaceAll(/\s+/g, ' ').normalize('NFC');
  return {
    familyName: text(values.familyName),
    givenName: text(values.givenName),
    ...(text(values.latinName) === '' ? {} : { latinName: text(values.latinName) }),
    birthDate: values.birthDate,
    nationalities: [values.nationality, values.nationality2].filter((code) => code !== ''),
    residence: values.residence,
    address: { street: text(values.street), locality: text(values.locality), postalCode: text(values.postalCode) },
    document: {
      type: values.documentType as ApplicationData['document']['type'],
      number: values.documentNumber.replaceAll(/[\s-]/g, '').toUpperCase(),
      issuingCountry: values.documentCountry,
      expiresOn: values.documentExpiry,
    },
    ...(values.email.trim() === '' ? {} : { email: values.email.trim() }),
  };
}

/** Which field each part of the message comes from. */
const FIELD_OF_PATH: Readonly<Record<string, keyof ApplicationFormValues>> = {
  familyName: 'familyName',
  givenName: 'givenName',
  latinName: 'latinName',
  birthDate: 'birthDate',
  nationalities: 'nationality',
  residence: 'residence',
  'address.street': 'street',
  'address.postalCode': 'postalCode',
  'address.locality': 'locality',
  'document.number': 'documentNumber',
  'document.issuingCountry': 'documentCountry',
  'document.expiresOn': 'documentExpiry',
  email: 'email',
};

const WORDS: Partial<Record<keyof ApplicationFormValues, string>> = {
  familyName: 'Enter your family name. With one name only, enter it here.',
  birthDate: 'Enter your birth date.',
  nationality: 'Choose your nationality.',
  residence: 'Choose the country you live in.',
  locality: 'Enter the town or city you live in.',
  documentNumber: 'Enter the number of your document.',
  documentCountry: 'Choose the country that issued the document.',
  documentExpiry: 'Enter the day on which the document expires.',
  email: 'Enter an address like name@example.org, or leave this empty.',
};

/**
 * What is missing or wrong, a sentence a field. The message's own schema decides; the bank checks everything again.
 *
 * @param options.today `YYYY-MM-DD`
 */
export function validateApplication(options: {
  values: ApplicationFormValues;
  today: string;
}): Partial<Record<keyof ApplicationFormValues, string>> {
  const { values, today } = options;
  const errors: Partial<Record<keyof ApplicationFormValues, string>> = {};
  for (const issue of zApplicationData.safeParse(toApplicationData(values)).error?.issues ?? []) {
    const [first, second] = issue.path.map(String);
    const field = FIELD_OF_PATH[`${first}.${second}`] ?? FIELD_OF_PATH[first ?? ''];
    if (field !== undefined) errors[field] ??= WORDS[field] ?? 'This is too long.';
  }
  if (needsLatinName(values) && values.latinName.trim() === '') {
    errors.latinName = 'Enter your name in Latin letters, as your document prints it.';
  }
  if (values.birthDate >= today) errors.birthDate ??= 'Enter a birth date in the past.';
  if (values.documentExpiry <= today)
    errors.documentExpiry ??= 'This document has expired. Use one that is still valid.';
  if (values.nationality2 !== '' && values.nationality2 === values.nationality) {
    errors.nationality2 = 'Choose another country, or leave this empty.';
  }
  return errors;
}
