import { zApplicationData } from '@postern/protocol';
import { type ApplicationValues, createApplication, EMPTY_APPLICATION, TICKED, validateApplication } from '@postern/ui';
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
    const data = zApplicationData.parse(createApplication(filled));
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

  it('keeps further nationalities, where there is a second one', () => {
    const change = { nationality2: 'SE', moreNationalities: 'MA,CA' };
    expect(createApplication({ ...filled, ...change }).nationalities).toEqual(['PL', 'SE', 'MA', 'CA']);
    expect(createApplication({ ...filled, moreNationalities: 'MA' }).nationalities).toEqual(['PL']);
  });

  it('states that there is no address, and no end of a document, in place of a made-up one', () => {
    const change = { noFixedAddress: TICKED, locality: '', noDocumentExpiry: TICKED, documentExpiry: '' } as const;
    const data = zApplicationData.parse(createApplication({ ...filled, ...change }));
    expect(data).toMatchObject({ address: null, document: { expiresOn: null }, residence: 'SE' });
  });

  it('writes an e-mail domain in ASCII', () => {
    const data = zApplicationData.parse(createApplication({ ...filled, email: 'jörg+kyc@exämple.org' }));
    expect(data.email).toBe('jörg+kyc@xn--exmple-cua.org');
  });
});

describe('validateApplication', () => {
  const listErrors = (change: Partial<ApplicationValues>) =>
    validateApplication({ values: { ...filled, ...change }, schema: zApplicationData, today });

  it('finds nothing in a filled form', () => {
    expect(listErrors({})).toEqual({});
  });

  it.each<Partial<ApplicationValues>>([
    { documentExpiry: today },
    { nationality: 'XXA', documentCountry: 'XXA' },
    { nationality: 'XXB', nationality2: 'SY' },
    { nationality: 'XXX' },
    { taxResidence: 'FR' },
    { noFixedAddress: TICKED, locality: '', street: '' },
    { noDocumentExpiry: TICKED, documentExpiry: '' },
    { nationality2: 'SE', moreNationalities: 'MA,CA' },
  ])('finds nothing wrong with %j', (change) => {
    expect(listErrors(change)).toEqual({});
  });

  it.each([{ residence: 'XXA' }, { taxResidence: 'XXB' }])('knows no such country: %j', (change) => {
    expect(Object.keys(listErrors(change))).toEqual(Object.keys(change));
  });

  it.each([
    ['familyName', { familyName: ' ' }],
    ['familyName', { familyName: 'Smith\u202Egnp.exe' }],
    ['givenName', { givenName: '12' }],
    ['moreNationalities', { nationality2: 'SE', moreNationalities: 'PL' }],
    ['street', { street: 'Main\u0000 1' }],
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
