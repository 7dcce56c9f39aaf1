import { zApplicationData } from '@postern/protocol';
import { type ApplicationFormValues, needsLatinName, toApplicationData } from './application-form-values.ts';

export type ApplicationFormErrors = Partial<Record<keyof ApplicationFormValues, string>>;

const isDay = (value: string) => zApplicationData.shape.birthDate.safeParse(value).success;

/**
 * Tells for each field what is missing or wrong, in words for the applicant. Empty when the form may be sent.
 * The bank checks everything again; this only spares the applicant a round.
 *
 * @param options.today day of the check, `YYYY-MM-DD`.
 */
export function validateApplication(options: { values: ApplicationFormValues; today: string }): ApplicationFormErrors {
  const { values, today } = options;
  const data = toApplicationData(values);
  const errors: ApplicationFormErrors = {};
  const refuse = (field: keyof ApplicationFormValues, wrong: boolean, words: string) => {
    if (wrong) errors[field] ??= words;
  };

  refuse('familyName', data.familyName === '', 'Enter your family name. If you have one name only, enter it here.');
  refuse(
    'latinName',
    needsLatinName(values) && data.latinName === undefined,
    'Enter your name in Latin letters, as your document prints it.',
  );
  refuse('birthDate', !isDay(values.birthDate), 'Enter your birth date.');
  refuse('birthDate', values.birthDate >= today, 'Enter a birth date in the past.');
  refuse('birthDate', values.birthDate < '1900-01-01', 'Enter a birth date after 1900.');
  refuse('nationality', values.nationality === '', 'Choose your nationality.');
  refuse(
    'nationality2',
    values.nationality2 !== '' && values.nationality2 === values.nationality,
    'Choose another country, or leave this empty.',
  );
  refuse('residence', values.residence === '', 'Choose the country you live in.');
  refuse('locality', data.address.locality === '', 'Enter the town or city you live in.');
  refuse('documentNumber', data.document.number.length < 3, 'Enter the number of your document.');
  refuse('documentCountry', values.documentCountry === '', 'Choose the country that issued the document.');
  refuse('documentExpiry', !isDay(values.documentExpiry), 'Enter the day on which the document expires.');
  refuse('documentExpiry', values.documentExpiry <= today, 'This document has expired. Use one that is still valid.');
  refuse(
    'email',
    data.email !== undefined && !zApplicationData.shape.email.safeParse(data.email).success,
    'Enter an e-mail address like name@example.org, or leave this empty.',
  );
  return errors;
}
