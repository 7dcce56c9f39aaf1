import { dateNumberFromIso, type DateNumber } from '@postern/primitives';

/** Ages that a PID states (ARF, PID rulebook), in whole years. */
export const AGE_BOUNDS = [12, 14, 16, 18, 21, 65] as const;
export type AgeClaimName = `age_over_${(typeof AGE_BOUNDS)[number]}`;
export const AGE_CLAIM_NAMES = AGE_BOUNDS.map((bound): AgeClaimName => `age_over_${bound}`);

/**
 * `age_over_NN`: whether somebody has lived NN years on a day, by the calendar in UTC. Who was born on 29 February is
 * one year older from 1 March in a year without that day.
 *
 * @param options.birthDate `YYYY-MM-DD`
 * @param options.isPartial the day or month is not known and stands for the latest that it can be: what holds, holds;
 *   what does not may hold all the same, and is left out
 * @throws {DateNumberError} a birth date that is no day
 */
export function computeAgeClaims(options: {
  birthDate: string;
  today: DateNumber;
  isPartial: boolean;
}): Partial<Record<AgeClaimName, boolean>> {
  const { birthDate, today, isPartial } = options;
  const lived = today - dateNumberFromIso(birthDate);
  const claims = AGE_BOUNDS.map((bound) => [`age_over_${bound}`, lived >= bound * 10_000] as const);
  return Object.fromEntries(claims.filter(([, holds]) => holds || !isPartial));
}
