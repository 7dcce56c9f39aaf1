import type { WeightedPoint } from './multi-exponentiation.ts';
import type { PlainField } from './prime-field.ts';

/** An affine point in plain integers; undefined is the neutral one. */
export type PlainPoint = { x: bigint[]; y: bigint[] } | undefined;

type Jacobian = { x: bigint[]; y: bigint[]; z: bigint[] };

/** Σ 2^bit · point, from the highest bit down (formulas dbl-2009-l and madd-2007-bl of the Explicit-Formulas Database). */
export function sumWeightedPoints(field: PlainField, points: readonly WeightedPoint[]): PlainPoint {
  const sorted = points.toSorted((left, right) => right.bit - left.bit);
  let sum: Jacobian | undefined;
  let position = sorted[0]?.bit ?? 0;
  for (const point of sorted) {
    for (; position > point.bit; position -= 1) sum = sum === undefined ? undefined : double(field, sum);
    sum = addAffine(field, sum, point);
  }
  for (; position > 0; position -= 1) sum = sum === undefined ? undefined : double(field, sum);
  if (sum === undefined) return undefined;
  const inverse = field.invert(sum.z);
  const square = field.mul(inverse, inverse);
  return { x: field.mul(sum.x, square), y: field.mul(sum.y, field.mul(square, inverse)) };
}

const isZero = (value: readonly bigint[]): boolean => value.every((part) => part === 0n);

function double({ mul, sub, parts }: PlainField, { x, y, z }: Jacobian): Jacobian {
  const zero = new Array<bigint>(parts).fill(0n);
  const twice = (value: bigint[]) => sub(value, sub(zero, value));
  const a = mul(x, x);
  const b = mul(y, y);
  const c = mul(b, b);
  const xb = sub(x, sub(zero, b));
  const d = twice(sub(sub(mul(xb, xb), a), c));
  const e = sub(twice(a), sub(zero, a));
  const x3 = sub(mul(e, e), twice(d));
  const c8 = twice(twice(twice(c)));
  return { x: x3, y: sub(mul(e, sub(d, x3)), c8), z: twice(mul(y, z)) };
}

function addAffine(
  field: PlainField,
  sum: Jacobian | undefined,
  { x, y }: { x: bigint[]; y: bigint[] },
): Jacobian | undefined {
  const { mul, sub, parts } = field;
  const one = [1n, 0n].slice(0, parts);
  if (sum === undefined) return { x, y, z: one };
  const zz = mul(sum.z, sum.z);
  const h = sub(mul(x, zz), sum.x);
  const slope = sub(mul(y, mul(zz, sum.z)), sum.y);
  if (isZero(h)) return isZero(slope) ? double(field, sum) : undefined;
  const hh = mul(h, h);
  const hhh = mul(hh, h);
  const v = mul(sum.x, hh);
  const x3 = sub(sub(sub(mul(slope, slope), hhh), v), v);
  return { x: x3, y: sub(mul(slope, sub(v, x3)), mul(sum.y, hhh)), z: mul(sum.z, h) };
}
