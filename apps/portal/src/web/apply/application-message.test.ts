import { zApplicationData } from '@postern/protocol';
import { type ApplicationValues, createApplication, EMPTY_APPLICATION, validateApplication } from '@postern/ui';
import { describe, expect, it } from 'vitest';

const today = '2026-11-21';
const filled: ApplicationValues = {
  ...EMPTY_APPLICATION,
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

describe('createApplication', () => {
  it('maps a filled form to what the protocol accepts', () => {
    const data = createApplication(filled);
    expect(zApplicationData.parse(data)).toEqual(data);
    expect(data).toMatchObject({
      familyName: 'Żółć',
      givenName: 'Łucja Maria',
      nationalities: ['PL'],
      document: { number: 'AB123456' },
    });
    expect(data).not.toHaveProperty('email');
  });

  it('states a tax residence only when one was chosen', () => {
    expect(createApplication(filled)).not.toHaveProperty('taxResidence');
    const data = createApplication({ ...filled, taxResidence: 'FR' });
    expect(zApplicationData.parse(data)).toMatchObject({ residence: 'SE', taxResidence: 'FR' });
  });

  it('keeps two nationalities in their order', () => {
    expect(createApplication({ ...filled, nationality2: 'SE' }).nationalities).toEqual(['PL', 'SE']);
  });
});

describe('validateApplication', () => {
  const listErrors = (change: Partial<ApplicationValues>) =>
    validateApplication({ values: { ...filled, ...change }, schema: zApplicationData, today });

  it('finds nothing in a filled form', () => {
    expect(listErrors({})).toEqual({});
  });

  it.each([
    { documentExpiry: today },
    { nationality: 'XXA', documentCountry: 'XXA' },
    { nationality: 'XXB', nationality2: 'SY' },
    { nationality: 'XXX' },
    { taxResidence: 'FR' },
  ])('finds nothing wrong with %j', (change) => {
    expect(listErrors(change)).toEqual({});
  });

  it.each([{ residence: 'XXA' }, { taxResidence: 'XXB' }])('knows no such country: %j', (change) => {
    expect(Object.keys(listErrors(change))).toEqual(Object.keys(change));
  });

  it.each([
    ['familyName', { familyName: ' ' }],
    ['latinName', { familyName: '山田' }],
    ['birthDate', { birthDate: '' }],
    ['birthDate', { birthDate: '1990-02-30' }],
    ['birthDate', { birthDate: today }],
    ['birthDate', { birthDate: '1899-12-31' }],
    ['nationality', { nationality: '' }],
    ['nationality', { nationality: '', nationality2: 'SE' }],
    ['nationality2', { nationality2: 'PL' }],
    ['residence', { residence: '' }],
    ['locality', { locality: '' }],
    ['documentNumber', { documentNumber: '- 1' }],
    ['documentCountry', { documentCountry: '' }],
    ['documentExpiry', { documentExpiry: '2026-11-20' }],
    ['nationality2', { nationality: 'XXA', nationality2: 'PL' }],
    ['nationality2', { nationality: 'PL', nationality2: 'XXX' }],
    ['email', { email: 'nobody' }],
    ['street', { street: 'x'.repeat(201) }],
  ] as const)('refuses a wrong %s', (field, change) => {
    expect(Object.keys(listErrors(change))).toEqual([field]);
  });

  it('says of a long name that it is too long, not that it is missing', () => {
    expect(listErrors({ familyName: 'x'.repeat(151) })).toEqual({ familyName: 'This is too long.' });
  });

  it('names every field of an empty form that must be filled', () => {
    expect(Object.keys(listErrors(EMPTY_APPLICATION))).toEqual([
      'familyName',
      'birthDate',
      'nationality',
      'residence',
      'locality',
      'documentNumber',
      'documentCountry',
      'documentExpiry',
    ]);
  });
});
