import * as snarkjs from 'snarkjs';

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

/** The part of ffjavascript's curve that is used here; its own types do not cover it. */
export type Bn254Curve = {
  G1: CurveGroup;
  G2: CurveGroup;
  /** Whether the product of the pairings of (G1, G2) pairs is one. */
  pairingEq(...points: EncodedPoint[]): Promise<boolean>;
  terminate(): Promise<void>;
};

type CurveLoader = {
  curves: { getCurveFromName(name: string, options?: { singleThread: boolean }): Promise<Bn254Curve> };
};

let loading: Promise<Bn254Curve> | undefined;

/** The curve of this thread: calculates here and starts no worker. Made once. */
export function loadSingleThreadCurve(): Promise<Bn254Curve> {
  loading ??= (snarkjs as unknown as CurveLoader).curves.getCurveFromName('bn128', { singleThread: true });
  return loading;
}
