import { FIELD_ORDER } from '@postern/primitives';

import { type CurveGroup, type EncodedPoint, loadSingleThreadCurve } from '../../curve/bn254-curve.ts';
import { drawBlindingScalar } from './draw-blinding-scalar.ts';
import type { SumName } from './prover-thread.ts';
import type { ProvingKey } from './read-proving-key.ts';
import type { PlainPoint } from './sum-weighted-points.ts';

/** Coordinates as text, as the presentation holds them. */
export type ProofCoordinates = { a: unknown; b: unknown; c: unknown };

/**
 * Puts the sums together (Groth16, section 3.2) with r and s drawn for this proof alone.
 *
 * @param options.sums of each name, from all threads
 */
export async function assembleProof(options: {
  key: ProvingKey;
  sums: Record<SumName, readonly PlainPoint[]>;
  randomBytes: (length: number) => Uint8Array;
}): Promise<ProofCoordinates> {
  const { key, sums, randomBytes } = options;
  const curve = await loadSingleThreadCurve();
  const { G1, G2 } = curve;
  const [r, s] = [drawBlindingScalar(randomBytes), drawBlindingScalar(randomBytes)];
  const known = (group: CurveGroup, bytes: Uint8Array) => group.fromRprLEM(bytes, 0);
  const sum = (group: CurveGroup, points: readonly PlainPoint[]) =>
    points.reduce(
      (total, point) => (point === undefined ? total : group.add(total, group.fromObject(toCoordinates(point)))),
      group.zero,
    );
  const { alpha1, beta1, beta2, delta1, delta2 } = key.header;
  const delta = known(G1, delta1);
  const addAll = (group: CurveGroup, ...points: EncodedPoint[]) =>
    points.reduce((left, right) => group.add(left, right));

  const a = addAll(G1, known(G1, alpha1), sum(G1, sums.A), G1.timesScalar(delta, r));
  const b = addAll(G2, known(G2, beta2), sum(G2, sums.B2), G2.timesScalar(known(G2, delta2), s));
  const b1 = addAll(G1, known(G1, beta1), sum(G1, sums.B1), G1.timesScalar(delta, s));
  const c = addAll(
    G1,
    sum(G1, [...sums.C, ...sums.H]),
    G1.timesScalar(a, s),
    G1.timesScalar(b1, r),
    G1.timesScalar(delta, FIELD_ORDER - ((r * s) % FIELD_ORDER)),
  );
  const affine = (group: CurveGroup, point: EncodedPoint) =>
    (toText(group.toObject(group.toAffine(point))) as unknown[]).slice(0, 2);
  return { a: affine(G1, a), b: affine(G2, b), c: affine(G1, c) };
}

function toCoordinates({ x, y }: NonNullable<PlainPoint>): unknown {
  return x.length === 1 ? [x[0], y[0], 1n] : [x, y, [1n, 0n]];
}

function toText(value: unknown): unknown {
  return Array.isArray(value) ? value.map(toText) : String(value);
}
