import { type ApplicationFieldName, type ApplicationValues, isFieldAsked } from './application-values.ts';
import { type Application, createApplication } from './create-application.ts';

/** What decides on the message that is sent, and tidies it; a zod schema of it fits. */
export type ApplicationSchema = {
  safeParse: (application: Application) => {
    data?: Application | undefined;
    error?: { issues: readonly { code: string; path: readonly PropertyKey[] }[] } | undefined;
  };
};

export type ApplicationErrors = Partial<Record<ApplicationFieldName, string>>;

/** Which field each part of the message comes from. */
const FIELD_OF_PATH: Readonly<Record<string, ApplicationFieldName>> = {
  familyName: 'familyName',
  givenName: 'givenName',
  latinName: 'latinName',
  birthDate: 'birthDate',
  nationalities: 'nationality',
  'nationalities.1': 'nationality2',
  ...Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`nationalities.${at + 2}`, 'moreNationalities'])),
  residence: 'residence',
  taxResidence: 'taxResidence',
  'address.street': 'street',
  'address.postalCode': 'postalCode',
  'address.locality': 'locality',
  'document.number': 'documentNumber',
  'document.issuingCountry': 'documentCountry',
  'document.expiresOn': 'documentExpiry',
  email: 'email',
};

const WORDS: ApplicationErrors = {
  familyName: 'Enter your family name in letters. If you have one name only, enter it here.',
  givenName: 'Enter your given names in letters, or leave this empty.',
  latinName: 'Enter your name in Latin letters, as your document prints it.',
  moreNationalities: 'Choose countries from the list.',
  street: 'This has signs that cannot be read. Type it anew.',
  postalCode: 'This has signs that cannot be read. Type it anew.',
  birthDate: 'Enter your birth date.',
  nationality: 'Choose your nationality.',
  nationality2: 'Somebody without a nationality has no second one: choose only one of the two.',
  residence: 'Choose the country you live in.',
  taxResidence: 'Choose a country, or leave it not stated.',
  locality: 'Enter the town or city you live in.',
  documentNumber: 'Enter the number of your document.',
  documentCountry: 'Choose the country that issued the document.',
  documentExpiry: 'Enter the day on which the document expires.',
  email: 'Enter an e-mail address like name@example.org, or leave this empty.',
};
const TOO_LONG = 'This is too long.';

/**
 * What is missing or wrong, a sentence a field; empty when the form may be sent. The message's own schema decides, then
 * what it cannot know. The bank checks everything again; this only spares the applicant a round.
 *
 * @param options.today `YYYY-MM-DD` in UTC, as a document is valid through the last second of its last day there
 */
export function validateApplication(options: {
  values: ApplicationValues;
  schema: ApplicationSchema;
  today: string;
}): ApplicationErrors {
  const { values, schema, today } = options;
  const errors: ApplicationErrors = {};
  for (const { code, path } of schema.safeParse(createApplication(values)).error?.issues ?? []) {
    const [first, second] = path.map(String);
    const field = FIELD_OF_PATH[`${first}.${second}`] ?? FIELD_OF_PATH[`${first}`];
    if (field !== undefined) errors[field] ??= code === 'too_big' ? TOO_LONG : (WORDS[field] ?? TOO_LONG);
  }
  const refuse = (field: ApplicationFieldName, isWrong: boolean, words: string | undefined) => {
    if (isWrong && words !== undefined) errors[field] ??= words;
  };
  const isChosen = (code: string) => code !== '' && [values.nationality, values.nationality2].includes(code);
  const isAsked = (field: ApplicationFieldName) => isFieldAsked(field, values);
  refuse('latinName', isAsked('latinName') && values.latinName.trim() === '', WORDS.latinName);
  refuse('birthDate', values.birthDate >= today, 'Enter a birth date in the past.');
  refuse('birthDate', values.birthDate < '1900-01-01', 'Enter a birth date after 1900.');
  refuse('nationality', values.nationality === '', WORDS.nationality);
  refuse(
    'nationality2',
    values.nationality2 !== '' && values.nationality2 === values.nationality,
    'Choose another country, or leave this empty.',
  );
  refuse(
    'moreNationalities',
    isAsked('moreNationalities') && values.moreNationalities.split(',').some(isChosen),
    'Choose countries that you did not choose above.',
  );
  const hasExpired = isAsked('documentExpiry') && values.documentExpiry < today;
  refuse('documentExpiry', hasExpired, 'This document has expired. Use one that is still valid.');
  return errors;
}
