import type { ApplicationData } from '@postern/protocol';
import { expect, it } from 'vitest';
import { warnAboutApplication } from './warn-about-application.ts';

const today = '2026-11-21';
const application: ApplicationData = {
  familyName: 'Żółć',
  givenName: 'Łucja',
  birthDate: '1990-02-28',
  nationalities: ['PL'],
  residence: 'SE',
  address: { street: 'Storgatan 1', locality: 'Uppsala', postalCode: '753 31' },
  document: { type: 'passport', number: 'AB123456', issuingCountry: 'PL', expiresOn: '2030-01-01' },
};

it('is silent about an ordinary application', () => {
  expect(warnAboutApplication({ application, today })).toEqual([]);
});

it.each([
  ['an expired document', { document: { ...application.document, expiresOn: '2026-11-20' } }],
  ['a document whose last day is today', { document: { ...application.document, expiresOn: today } }],
  ['a document near its end', { document: { ...application.document, expiresOn: '2027-03-01' } }],
  ['somebody a day short of 18', { birthDate: '2008-11-22' }],
  ['a passport of another country', { nationalities: ['SE'] }],
  ['a document without an end', { document: { ...application.document, expiresOn: null } }],
  ['no fixed address', { address: null }],
  ['more nationalities than two', { nationalities: ['PL', 'FR', 'MA'] }],
  ['a missing street', { address: { street: '', locality: 'Uppsala', postalCode: '' } }],
])('points at %s', (_what, change) => {
  expect(warnAboutApplication({ application: { ...application, ...change }, today })).toHaveLength(1);
});

it('accepts an 18th birthday and a foreign residence permit', () => {
  const document = { ...application.document, type: 'residence_permit' as const, issuingCountry: 'SE' };
  expect(warnAboutApplication({ application: { ...application, birthDate: '2008-11-21', document }, today })).toEqual(
    [],
  );
});

const EXPIRED = 'The document has expired.';
const TOO_SOON = 'The document ends before this month does. No credential can be issued from it.';
const WITHIN_A_YEAR = 'The document expires within a year.';

it.each([
  ['2026-11-30', '2026-11-30T00:00:00Z', [WITHIN_A_YEAR]],
  ['2026-11-30', '2026-11-30T23:59:59Z', [WITHIN_A_YEAR]],
  ['2026-11-30', '2026-12-01T00:00:00Z', [EXPIRED]],
  ['2026-11-29', '2026-11-29T23:59:59Z', [TOO_SOON]],
  ['2026-11-29', '2026-11-30T00:00:00Z', [EXPIRED]],
  ['2028-02-28', '2028-02-28T12:00:00Z', [TOO_SOON]],
  ['2028-02-29', '2028-02-28T12:00:00Z', [WITHIN_A_YEAR]],
  ['2026-12-31', '2026-12-31T23:59:59Z', [WITHIN_A_YEAR]],
])('says of a document valid until %s at %s: %j', (expiresOn, moment, warnings) => {
  const day = new Date(moment).toISOString().slice(0, 10);
  const document = { ...application.document, expiresOn };
  expect(warnAboutApplication({ application: { ...application, document }, today: day })).toEqual(warnings);
});
