import { zApplicationData } from '@postern/protocol';
import { expect, it } from 'vitest';
import { EMPTY_APPLICATION, toApplicationData, validateApplication } from './application-form-values.ts';

const today = '2026-11-21';
const filled = {
  ...EMPTY_APPLICATION,
  familyName: ' Ковальчук ',
  givenName: 'Соломія',
  latinName: 'KOVALCHUK SOLOMIIA',
  birthDate: '1991-04-02',
  nationality: 'UA',
  residence: 'DE',
  street: 'Torstraße 1',
  postalCode: '10119',
  locality: 'Berlin',
  documentNumber: 'fa 12-3456',
  documentCountry: 'UA',
  documentExpiry: '2031-01-01',
};

it('makes the message that the bank reads', () => {
  expect(validateApplication({ values: filled, today })).toEqual({});
  const data = zApplicationData.parse(toApplicationData(filled));
  expect(data).toMatchObject({ familyName: 'Ковальчук', nationalities: ['UA'], document: { number: 'FA123456' } });
  expect(data).not.toHaveProperty('email');
});

it('names every field that is missing or wrong', () => {
  expect(Object.keys(validateApplication({ values: EMPTY_APPLICATION, today })).toSorted()).toEqual([
    'birthDate',
    'documentCountry',
    'documentExpiry',
    'documentNumber',
    'familyName',
    'locality',
    'nationality',
    'residence',
  ]);
  const wrong = { ...filled, latinName: '', birthDate: today, documentExpiry: today, nationality2: 'UA', email: 'x' };
  expect(Object.keys(validateApplication({ values: wrong, today })).toSorted()).toEqual([
    'birthDate',
    'documentExpiry',
    'email',
    'latinName',
    'nationality2',
  ]);
});
