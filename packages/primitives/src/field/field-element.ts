import { PosternError } from '../error.ts';

declare const fieldElementBrand: unique symbol;

/** An element of the BN254 scalar field: `0 <= value < FIELD_ORDER`. */
export type FieldElement = bigint & { readonly [fieldElementBrand]: true };

/** Order of the BN254 scalar field, the field of circuit signals (EIP-197). */
export const FIELD_ORDER = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;

const CANONICAL_DECIMAL = /^(0|[1-9][0-9]{0,76})$/;

export class FieldElementError extends PosternError<'ERR_FIELD_NOT_CANONICAL' | 'ERR_FIELD_OUT_OF_RANGE'> {}

/**
 * Accepts a bigint as a field element.
 *
 * @throws {FieldElementError} the value is negative or not below the field order; it is never reduced silently
 */
export function toFieldElement(value: bigint): FieldElement {
  if (value < 0n || value >= FIELD_ORDER) {
    throw new FieldElementError('ERR_FIELD_OUT_OF_RANGE', 'The value is not an element of the scalar field.');
  }
  return value as FieldElement;
}

/**
 * Reads the one canonical text of a field element: decimal digits, no sign, no leading zero.
 *
 * @throws {FieldElementError} the text is written otherwise, or the value is not below the field order
 */
export function parseFieldElement(text: string): FieldElement {
  if (!CANONICAL_DECIMAL.test(text)) {
    throw new FieldElementError(
      'ERR_FIELD_NOT_CANONICAL',
      'A field element is written in decimal without leading zeros.',
    );
  }
  return toFieldElement(BigInt(text));
}

/** Writes a field element in its canonical decimal form, the inverse of {@link parseFieldElement}. */
export function formatFieldElement(value: FieldElement): string {
  return value.toString(10);
}
