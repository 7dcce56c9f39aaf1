/** What a ticked field holds. */
export const TICKED = 'yes';

/** The form as it is typed, in the order of its fields; every field is text. */
export const EMPTY_APPLICATION = {
  familyName: '',
  givenName: '',
  latinName: '',
  birthDate: '',
  nationality: '',
  nationality2: '',
  /** Codes with a comma between them. */
  moreNationalities: '',
  residence: '',
  /** Ticked or empty, as all ticks. */
  noFixedAddress: '' as '' | typeof TICKED,
  street: '',
  postalCode: '',
  locality: '',
  /** Empty: not stated. */
  taxResidence: '',
  documentType: 'passport',
  documentNumber: '',
  documentCountry: '',
  noDocumentExpiry: '' as '' | typeof TICKED,
  documentExpiry: '',
  email: '',
};
export type ApplicationValues = typeof EMPTY_APPLICATION;
export type ApplicationFieldName = keyof ApplicationValues;

/** Whether a name has letters of another script than Latin, so that the document also prints it in Latin letters. */
export function needsLatinName(values: Pick<ApplicationValues, 'familyName' | 'givenName'>): boolean {
  return /[^\P{L}\p{Script=Latin}]/u.test(values.familyName + values.givenName);
}

/** Whether a field is asked at all, as the others stand. */
export function isFieldAsked(name: ApplicationFieldName, values: ApplicationValues): boolean {
  switch (name) {
    case 'latinName':
      return needsLatinName(values);
    case 'moreNationalities':
      return values.nationality2 !== '';
    case 'street':
    case 'postalCode':
    case 'locality':
      return values.noFixedAddress === '';
    case 'documentExpiry':
      return values.noDocumentExpiry === '';
    default:
      return true;
  }
}
