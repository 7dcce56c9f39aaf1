const names = {
  passport: 'Passport',
  identity_card: 'Identity card',
  residence_permit: 'Residence permit',
  driving_licence: 'Driving licence',
};

export type DocumentType = keyof typeof names;

/** Name of a kind of document in the reader's words. */
export function nameDocumentType(type: DocumentType): string {
  return names[type];
}

/** Every kind of document as a choice. */
export function listDocumentTypes(): { value: string; label: string }[] {
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}
