import type { ApplicationData } from '@postern/protocol';

import type { Vault } from './create-vault.ts';

/**
 * Keyed tags by which the bank recognises a person: document country and number, and name with birth date. A match of
 * either is the same person: it errs towards one seal too few, never one too many.
 */
export async function computePersonTags(options: { vault: Vault; application: ApplicationData }): Promise<string[]> {
  const { vault, application } = options;
  const document = `${application.document.issuingCountry}|${normaliseNumber(application.document.number)}`;
  const names = [application.givenName, application.familyName].map(normaliseName).join('<<');
  return Promise.all([
    vault.digest('person-tag', `document|${document}`),
    vault.digest('person-tag', `name|${names}|${application.birthDate}`),
  ]);
}

function normaliseNumber(number: string): string {
  return number
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Case, marks and punctuation do not make another person. */
function normaliseName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
