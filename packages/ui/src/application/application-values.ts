/** The form as it is typed, in the order of its fields; every field is text. */
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
  /** Empty: not stated. */
  taxResidence: '',
  documentType: 'passport',
  documentNumber: '',
  documentCountry: '',
  documentExpiry: '',
  email: '',
};
export type ApplicationValues = typeof EMPTY_APPLICATION;
export type ApplicationFieldName = keyof ApplicationValues;

/** Whether a name has letters of another script than Latin, so that the document also prints it in Latin letters. */
export function needsLatinName(values: Pick<ApplicationValues, 'familyName' | 'givenName'>): boolean {
  return /[^\P{L}\p{Script=Latin}]/u.test(values.familyName + values.givenName);
}
