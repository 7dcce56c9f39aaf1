import { nationalityNumeric } from '../country/country-codes.ts';

/** Nationalities that the two slots can say. */
export const PROVABLE_NATIONALITIES = 2;

/** XXX: what else there is, the slots cannot say. */
const FURTHER = 999;

/**
 * Slots 1 and 2. One nationality fills both, so that a rule about nationality never meets an empty second one. Of three or
 * more the first is said, and beside it that there are others (XXX): every list of refused countries refuses that, so that
 * nobody passes one because of a nationality that has no slot; a list of accepted ones still meets the first.
 *
 * @throws {CountryError} an unknown code
 */
export function encodeNationalities(codes: readonly string[]): readonly [number, number] {
  const [first = 0, second = first] = codes.map(nationalityNumeric);
  return codes.length > PROVABLE_NATIONALITIES ? [first, FURTHER] : [first, second];
}
