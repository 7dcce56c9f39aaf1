import * as snarkjs from 'snarkjs';

/** A point in the curve library's own encoding. */
type EncodedPoint = { readonly encodedPoint: true };

type CurveGroup = {
  fromObject(coordinates: unknown): EncodedPoint;
  isValid(point: EncodedPoint): boolean;
  isZero(point: EncodedPoint): boolean;
  timesScalar(point: EncodedPoint, scalar: bigint): EncodedPoint;
};

/** The part of ffjavascript's curve that is used here; its own types do not cover it. */
export type Bn254Curve = { G1: CurveGroup; G2: CurveGroup; terminate(): Promise<void> };

type CurveLoader = {
  curves: { getCurveFromName(name: string, options?: { singleThread: boolean }): Promise<Bn254Curve> };
};

/** Order of the base field of BN254, the field of point coordinates (EIP-196). */
export const BASE_FIELD_ORDER = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;

/** A curve that calculates in this thread and starts no worker. */
export function loadSingleThreadCurve(): Promise<Bn254Curve> {
  return (snarkjs as unknown as CurveLoader).curves.getCurveFromName('bn128', { singleThread: true });
}

/**
 * Makes proving and verifying calculate in this thread, without workers of their own: for the threads of a pool. Call it
 * before the first proof.
 */
export async function useSingleThreadCurve(): Promise<void> {
  (globalThis as { curve_bn128?: Bn254Curve | null }).curve_bn128 = await loadSingleThreadCurve();
}

/**
 * Ends the worker threads that proving and verifying share; the next use starts them again. A Node process does not
 * end by itself before this was called.
 */
export async function releaseProofWorkers(): Promise<void> {
  const running = (globalThis as { curve_bn128?: Bn254Curve | null }).curve_bn128;
  await running?.terminate();
}
