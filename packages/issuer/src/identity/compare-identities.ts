import type { ApplicationData } from '@postern/protocol';

import { compareNameForms, type NameMatch } from './compare-name-forms.ts';
import { listNameForms } from './list-name-forms.ts';
import { normaliseDocument } from './normalise-document.ts';

/** What an application says of who the applicant is. */
export type IdentityFacts = Pick<ApplicationData, 'givenName' | 'familyName' | 'latinName' | 'birthDate' | 'document'>;

export type IdentityMatch = {
  /** The issuing country and the number of the document are the same. */
  document: boolean;
  /**
   * The birth dates are the same, and so is the name in some form (`equal`), or one name stands in the other with at
   * most one edit a part (`close`).
   */
  name: NameMatch | null;
};

/** What two applications share; null when they are no candidates for one person. It does not matter which is left. */
export function compareIdentities(left: IdentityFacts, right: IdentityFacts): IdentityMatch | null {
  const number = normaliseDocument(left.document);
  const document = number !== null && number === normaliseDocument(right.document);
  const name = left.birthDate === right.birthDate ? compareNames(left, right) : null;
  return document || name !== null ? { document, name } : null;
}

function compareNames(left: IdentityFacts, right: IdentityFacts): NameMatch | null {
  const others = listNameForms(right);
  const matches = listNameForms(left).flatMap((form) => others.map((other) => compareNameForms(form, other)));
  return matches.find((match) => match === 'equal') ?? matches.find((match) => match === 'close') ?? null;
}
