import { zApplicationData } from '@postern/protocol';
import { describe, expect, it } from 'vitest';
import { createApplicant } from './create-applicant.ts';

const random = (...bytes: number[]) => ({ bytes: (length: number) => Uint8Array.from(bytes).slice(0, length) });

describe('createApplicant', () => {
  it('makes an application that the bank accepts, of an adult', () => {
    const person = zApplicationData.parse(createApplicant({ random: random(255, 255, 255, 255, 255, 255) }));
    expect(Number(person.birthDate.slice(0, 4))).toBeLessThan(2001);
    expect(person.latinName).toMatch(/^[A-Z ]+$/);
  });

  it('makes another person from other randomness', () => {
    const one = createApplicant({ random: random(1, 2, 3, 4, 5, 6) });
    const other = createApplicant({ random: random(9, 2, 3, 4, 5, 7) });
    expect([other.givenName, other.birthDate, other.document.number]).not.toEqual([
      one.givenName,
      one.birthDate,
      one.document.number,
    ]);
  });
});
