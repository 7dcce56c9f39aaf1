import { zApplicationData } from '@postern/protocol';
import { describe, expect, it } from 'vitest';
import {
  type ApplicationFormValues,
  emptyApplicationForm,
  needsLatinName,
  toApplicationData,
} from './application-form-values.ts';
import { validateApplication } from './validate-application.ts';

const today = '2026-11-21';
const filled: ApplicationFormValues = {
  ...emptyApplicationForm,
  familyName: '  Żółć ',
  givenName: 'Łucja  Maria',
  birthDate: '1990-02-28',
  nationality: 'PL',
  residence: 'SE',
  street: 'Storgatan 1',
  locality: 'Uppsala',
  postalCode: '753 31',
  documentNumber: 'ab 123-456',
  documentCountry: 'PL',
  documentExpiry: '2030-01-01',
};

describe('toApplicationData', () => {
  it('maps a filled form to what the protocol accepts', () => {
    const data = toApplicationData(filled);
    expect(zApplicationData.parse(data)).toEqual(data);
    expect(data).toMatchObject({
      familyName: 'Żółć',
      givenName: 'Łucja Maria',
      nationalities: ['PL'],
      document: { number: 'AB123456' },
    });
    expect(data).not.toHaveProperty('email');
  });

  it('keeps two nationalities in their order', () => {
    expect(toApplicationData({ ...filled, nationality2: 'SE' }).nationalities).toEqual(['PL', 'SE']);
  });
});

describe('needsLatinName', () => {
  it.each(['محمد', '山田', 'Иванов', 'Παπάς'])('asks for Latin letters beside %s', (familyName) => {
    expect(needsLatinName({ familyName, givenName: '' })).toBe(true);
  });

  it.each(["O'Brien-Żółć", 'Nguyễn', 'Þór'])('does not ask beside %s', (familyName) => {
    expect(needsLatinName({ familyName, givenName: '' })).toBe(false);
  });
});

describe('validateApplication', () => {
  it('finds nothing in a filled form', () => {
    expect(validateApplication({ values: filled, today })).toEqual({});
  });

  it.each([
    ['familyName', { familyName: ' ' }],
    ['latinName', { familyName: '山田' }],
    ['birthDate', { birthDate: '' }],
    ['birthDate', { birthDate: '1990-02-30' }],
    ['birthDate', { birthDate: today }],
    ['nationality', { nationality: '' }],
    ['nationality2', { nationality2: 'PL' }],
    ['residence', { residence: '' }],
    ['locality', { locality: '' }],
    ['documentNumber', { documentNumber: '- 1' }],
    ['documentCountry', { documentCountry: '' }],
    ['documentExpiry', { documentExpiry: today }],
    ['email', { email: 'nobody' }],
  ] as const)('refuses a wrong %s', (field, change) => {
    expect(Object.keys(validateApplication({ values: { ...filled, ...change }, today }))).toEqual([field]);
  });
});
