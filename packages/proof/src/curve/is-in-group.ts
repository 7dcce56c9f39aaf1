import { FIELD_ORDER } from '@postern/primitives';

import type { CurveGroup, EncodedPoint } from './bn254-curve.ts';

/** Whether a point is on its curve, not the neutral one, and of the prime order that pairings need. */
export function isInGroup(group: CurveGroup, point: EncodedPoint): boolean {
  return group.isValid(point) && !group.isZero(point) && group.isZero(group.timesScalar(point, FIELD_ORDER));
}

/** Decimal text to numbers, through nested lists. */
export function toBigints(value: unknown): unknown {
  return Array.isArray(value) ? value.map(toBigints) : BigInt(value as string);
}
