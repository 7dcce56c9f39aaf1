import { buildBn128 } from 'ffjavascript';

/** A point in the curve library's own encoding. */
export type EncodedPoint = { readonly encodedPoint: true };

export type CurveGroup = {
  fromObject(coordinates: unknown): EncodedPoint;
  isValid(point: EncodedPoint): boolean;
  isZero(point: EncodedPoint): boolean;
  add(left: EncodedPoint, right: EncodedPoint): EncodedPoint;
  neg(point: EncodedPoint): EncodedPoint;
  timesScalar(point: EncodedPoint, scalar: bigint): EncodedPoint;
  readonly zero: EncodedPoint;
  /** From the encoding of proving keys: little endian, Montgomery form. */
  fromRprLEM(bytes: Uint8Array, offset: number): EncodedPoint;
  toAffine(point: EncodedPoint): EncodedPoint;
  /** Coordinates as plain integers. */
  toObject(point: EncodedPoint): unknown;
};

/** The part of ffjavascript's curve that is used here. */
export type Bn254Curve = {
  G1: CurveGroup;
  G2: CurveGroup;
  /** Whether the product of the pairings of (G1, G2) pairs is one. */
  pairingEq(...points: EncodedPoint[]): Promise<boolean>;
  terminate(): Promise<void>;
};

let loading: Promise<Bn254Curve> | undefined;

/**
 * The curve of this thread: calculates here and starts no worker. Made once. From ffjavascript and not through snarkjs,
 * whose one file would come along: it is loaded only where it proves or verifies.
 */
export function loadSingleThreadCurve(): Promise<Bn254Curve> {
  loading ??= buildBn128(true) as Promise<Bn254Curve>;
  return loading;
}
