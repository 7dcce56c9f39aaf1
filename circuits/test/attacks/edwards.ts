import { invert, mod } from '../support/field.ts';

export type Point = readonly [x: bigint, y: bigint];

const A = 168700n;
const D = 168696n;

/** Base point of the prime subgroup (EIP-2494). */
export const BASE8: Point = [
  5299619240641551281634865583518297030282874472190772894086521144482721001553n,
  16950150798460657717958625567821834550301663161624707787222815936182638968203n,
];
/** A generator of the whole curve group (EIP-2494). */
export const GENERATOR: Point = [
  995203441582195749578291179787384436505546430278305826713579947235728471134n,
  5472060717959818805561601436314318772137091100104008585924551046643952123905n,
];
/** The ladder's K of `issuer-signature.circom`. */
export const LADDER_OFFSET: Point = [
  19466123033442302727446613257665432874408918407024702966650018042941484197542n,
  21801912027197712494668303460530928963955645538299557973659447901269934329117n,
];
/** The point of order two. */
export const ORDER_TWO: Point = [0n, mod(-1n)];

/** Twisted Edwards addition on Baby Jubjub: plain formulas, independent of the circuit's and of the libraries'. */
export function addPoints([x1, y1]: Point, [x2, y2]: Point): Point {
  const cross = mod(D * x1 * x2 * y1 * y2);
  return [mod((x1 * y2 + y1 * x2) * invert(1n + cross)), mod((y1 * y2 - A * x1 * x2) * invert(1n - cross))];
}

export function negatePoint([x, y]: Point): Point {
  return [mod(-x), y];
}

export function multiplyPoint(point: Point, scalar: bigint): Point {
  let [result, power]: [Point, Point] = [[0n, 1n], point];
  for (let left = scalar; left > 0n; left >>= 1n) {
    if (left & 1n) result = addPoints(result, power);
    power = addPoints(power, power);
  }
  return result;
}

/** Affine Montgomery form, B = 1. */
export function toMontgomery([x, y]: Point): Point {
  const u = mod((1n + y) * invert(1n - y));
  return [u, mod(u * invert(x))];
}
