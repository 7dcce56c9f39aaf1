import type { TextInputProps } from '@mantine/core';
import { type Country, listCountries, listSpecialNationalities } from '../parts/country-names.ts';
import type { ApplicationFieldName } from './application-values.ts';
import { listDocumentTypes } from './document-type.ts';

type Choice = { value: string; label: string };
/** Choices, and at the end of the list some under a heading. */
type Choices = readonly (Choice | { group: string; items: Choice[] })[];

export type ApplicationField = { name: ApplicationFieldName; label: string; description?: string; required?: true } & (
  | {
      kind: 'text';
      attributes?: Pick<
        TextInputProps,
        'type' | 'autoComplete' | 'autoCapitalize' | 'spellCheck' | 'dir' | 'maw' | 'min' | 'max'
      >;
    }
  | {
      kind: 'choice' | 'country';
      choices: Choices;
      /** What an optional field says when nothing is chosen, as a choice of its own. */
      unstated?: string;
    }
  | { kind: 'countries'; choices: Choices }
  | { kind: 'tick' }
);

export type ApplicationPart = { legend: string; fields: readonly ApplicationField[] };

/**
 * What a person fills in to apply at a bank, in the order in which it is asked.
 *
 * @param options.today `YYYY-MM-DD` in UTC
 */
export function listApplicationParts({ today }: { today: string }): ApplicationPart[] {
  const toChoice = ({ code, name }: Country): Choice => ({ value: code, label: name });
  const countries = listCountries().map(toChoice);
  const orSpecial = (group: string) => [...countries, { group, items: listSpecialNationalities().map(toChoice) }];
  const nationalities = orSpecial('Without a country');
  return [
    {
      legend: 'You',
      fields: [
        {
          kind: 'text',
          name: 'familyName',
          label: 'Family name',
          description: 'As on your document, in any script',
          required: true,
          attributes: { autoComplete: 'family-name', dir: 'auto' },
        },
        {
          kind: 'text',
          name: 'givenName',
          label: 'Given names',
          description: 'All of them; empty if you have one name only',
          attributes: { autoComplete: 'given-name', dir: 'auto' },
        },
        {
          kind: 'text',
          name: 'latinName',
          label: 'Name in Latin letters',
          description: 'As your document prints it',
          required: true,
          attributes: { dir: 'auto' },
        },
        {
          kind: 'text',
          name: 'birthDate',
          label: 'Birth date',
          required: true,
          attributes: { type: 'date', autoComplete: 'bday', max: today },
        },
        {
          kind: 'country',
          name: 'nationality',
          label: 'Nationality',
          description: 'Stateless or a refugee? Look at the end of the list',
          required: true,
          choices: nationalities,
        },
        {
          kind: 'country',
          name: 'nationality2',
          label: 'Second nationality',
          description: 'Leave empty if you have only one',
          choices: nationalities,
        },
        {
          kind: 'countries',
          name: 'moreNationalities',
          label: 'Further nationalities',
          description: 'If you have more than two',
          choices: countries,
        },
      ],
    },
    {
      legend: 'Where you live',
      fields: [
        { kind: 'country', name: 'residence', label: 'Country', required: true, choices: countries },
        { kind: 'tick', name: 'noFixedAddress', label: 'I have no fixed address' },
        {
          kind: 'text',
          name: 'street',
          label: 'Street and number',
          attributes: { autoComplete: 'street-address', dir: 'auto' },
        },
        {
          kind: 'text',
          name: 'postalCode',
          label: 'Postal code',
          attributes: { autoComplete: 'postal-code', maw: 180 },
        },
        {
          kind: 'text',
          name: 'locality',
          label: 'Town or city',
          required: true,
          attributes: { autoComplete: 'address-level2', dir: 'auto' },
        },
        {
          kind: 'country',
          name: 'taxResidence',
          label: 'Tax residence',
          description: 'Where you pay tax on your income, if you wish to state it',
          choices: countries,
          unstated: 'Not stated',
        },
      ],
    },
    {
      legend: 'Your document',
      fields: [
        {
          kind: 'choice',
          name: 'documentType',
          label: 'Kind of document',
          required: true,
          choices: listDocumentTypes(),
        },
        {
          kind: 'text',
          name: 'documentNumber',
          label: 'Document number',
          required: true,
          attributes: { autoComplete: 'off', autoCapitalize: 'characters', spellCheck: false },
        },
        {
          kind: 'country',
          name: 'documentCountry',
          label: 'Issued by',
          required: true,
          choices: orSpecial('Where the document names no country'),
        },
        { kind: 'tick', name: 'noDocumentExpiry', label: 'No end is printed on it' },
        {
          kind: 'text',
          name: 'documentExpiry',
          label: 'Valid until',
          description: 'The last day on which it is valid',
          required: true,
          attributes: { type: 'date', min: today },
        },
      ],
    },
  ];
}

/** Asked last, as it is about the application and not about the person. */
export const EMAIL_FIELD: ApplicationField = {
  kind: 'text',
  name: 'email',
  label: 'E-mail',
  description: 'Optional; for questions about your application',
  attributes: { type: 'email', autoComplete: 'email' },
};
