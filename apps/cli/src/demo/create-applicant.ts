import { bytesToHex, type Random } from '@postern/primitives';
import type { ApplicationData } from '@postern/protocol';

/**
 * A made-up person with a name outside the Latin script. Document number and Latin name differ at each call, so that
 * the bank sees a new person every time.
 */
export const createApplicant = ({ random }: { random: Random }): ApplicationData => {
  const mark = bytesToHex(random.bytes(4)).replace(/^0x/, '').toUpperCase();
  const letters = [...mark].map((digit) => String.fromCharCode('A'.charCodeAt(0) + Number.parseInt(digit, 16)));
  return {
    givenName: 'Соломія',
    familyName: 'Ковальчук',
    latinName: `SOLOMIIA KOVALCHUK ${letters.join('')}`,
    birthDate: '1991-08-24',
    nationalities: ['UA'],
    residence: 'DE',
    address: { street: 'Torstraße 140', locality: 'Berlin', postalCode: '10119' },
    document: { type: 'passport', number: `FX${mark}`, issuingCountry: 'UA', expiresOn: '2034-02-28' },
    email: 'solomiia@example.org',
  };
};
