import { bytesToHex, type Random } from '@postern/primitives';
import type { ApplicationData } from '@postern/protocol';

/** Sixteen syllables, so that four bits choose one; Latin letters as Ukrainian passports print them. */
const SYLLABLES = ['ва', 'ле', 'рі', 'на', 'до', 'ми', 'со', 'ля', 'те', 'ка', 'зо', 'ра', 'ні', 'лу', 'ге', 'та'];
const LATIN = ['VA', 'LE', 'RI', 'NA', 'DO', 'MY', 'SO', 'LIA', 'TE', 'KA', 'ZO', 'RA', 'NI', 'LU', 'HE', 'TA'];

const DAY_MS = 86_400_000;
const FIRST_BIRTHDAY = Date.UTC(1970, 0, 1);

/**
 * A made-up person with a name outside the Latin script. Name, birth date and document differ at each call: a bank takes
 * the same name and birth date for the same person, and a person has one live credential.
 */
export const createApplicant = ({ random }: { random: Random }): ApplicationData => {
  const bytes = random.bytes(6);
  const digits = [...bytes].flatMap((byte) => [byte >> 4, byte & 15]);
  const spell = (syllables: readonly string[], from: number): string =>
    digits
      .slice(from, from + 3)
      .map((digit) => syllables[digit])
      .join('');
  const given = spell(SYLLABLES, 0);
  const days = (((bytes[4] ?? 0) << 8) | (bytes[5] ?? 0)) % 11_000;
  return {
    givenName: given.charAt(0).toUpperCase() + given.slice(1),
    familyName: `Ковальчук-${spell(SYLLABLES, 3)}`,
    latinName: `${spell(LATIN, 0)} KOVALCHUK ${spell(LATIN, 3)}`,
    birthDate: new Date(FIRST_BIRTHDAY + days * DAY_MS).toISOString().slice(0, 10),
    nationalities: ['UA'],
    residence: 'DE',
    address: { street: 'Torstraße 140', locality: 'Berlin', postalCode: '10119' },
    document: {
      type: 'passport',
      number: `FX${bytesToHex(bytes).replace(/^0x/, '').toUpperCase()}`,
      issuingCountry: 'UA',
      expiresOn: '2034-02-28',
    },
    email: 'applicant@example.org',
  };
};
