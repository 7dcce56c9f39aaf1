import { type EdwardsPoint, edwards } from '@noble/curves/abstract/edwards.js';

import { FIELD_ORDER } from '../field/field-element.ts';
import type { BabyJubjubPoint } from '../hash/protocol-hashes.ts';

/** Order of the prime subgroup of Baby Jubjub (EIP-2494). */
export const SUBGROUP_ORDER = 2736030358979909402780800718157159386076813972158567259200215660948447373041n;

/** Baby Jubjub (EIP-2494) with `Base8`, the generator of the prime subgroup, as base point. */
export const BabyJubjub = edwards({
  p: FIELD_ORDER,
  n: SUBGROUP_ORDER,
  h: 8n,
  a: 168700n,
  d: 168696n,
  Gx: 5299619240641551281634865583518297030282874472190772894086521144482721001553n,
  Gy: 16950150798460657717958625567821834550301663161624707787222815936182638968203n,
});

/** The point in the library's form, or undefined when a coordinate is not canonical or off the curve. */
export function toCurvePoint(point: BabyJubjubPoint): EdwardsPoint | undefined {
  try {
    const curvePoint = BabyJubjub.fromAffine({ x: point[0], y: point[1] });
    curvePoint.assertValidity();
    return curvePoint;
  } catch {
    return undefined;
  }
}

export function fromCurvePoint(point: EdwardsPoint): BabyJubjubPoint {
  const { x, y } = point.toAffine();
  return [x, y];
}
