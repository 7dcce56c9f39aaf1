import type { ApplicationData } from '@postern/protocol';
import { nameCountry, nameDocumentType } from '@postern/ui';
import { describeDocumentEnd, NO_FIXED_ADDRESS } from '../../words/application-facts.ts';
import { formatIsoDay } from '../../words/format-iso-day.ts';

export type ComparedFact = { label: string; here: string; there: string; differs: boolean };

const readers: readonly (readonly [string, (application: ApplicationData) => string])[] = [
  ['Family name', ({ familyName }) => familyName],
  ['Given names', ({ givenName }) => givenName],
  ['In Latin letters', ({ latinName }) => latinName ?? ''],
  ['Birth date', ({ birthDate }) => formatIsoDay(birthDate)],
  ['Nationality', ({ nationalities }) => nationalities.map((code) => nameCountry(code)).join(', ')],
  ['Lives in', ({ residence }) => nameCountry(residence)],
  [
    'Address',
    ({ address }) =>
      address === null
        ? NO_FIXED_ADDRESS
        : [address.street, address.postalCode, address.locality].filter(Boolean).join(', '),
  ],
  ['Document', ({ document }) => nameDocumentType(document.type)],
  ['Number', ({ document }) => document.number],
  ['Issued by', ({ document }) => nameCountry(document.issuingCountry)],
  ['Valid until', ({ document }) => describeDocumentEnd(document.expiresOn)],
  ['E-mail', ({ email }) => email ?? ''],
];

/** The facts of two applications side by side, in one order; what neither states is left out. */
export function compareApplications(options: { here: ApplicationData; there: ApplicationData }): ComparedFact[] {
  return readers
    .map(([label, read]) => {
      const [here, there] = [read(options.here), read(options.there)];
      return { label, here, there, differs: here !== there };
    })
    .filter(({ here, there }) => here !== '' || there !== '');
}
