import { FIELD_ORDER } from '@postern/primitives';
import { createCircuitInputs } from '@postern/proof';
import { createNodeArtifactSource } from '@postern/proof/artifacts-node';
import { createProver } from '@postern/proof/prove';
import { kycPresentationVerificationKey, type Presentation, verifyPresentationProof } from '@postern/proof/verify';
import * as snarkjs from 'snarkjs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { createFixture } from './fixture.ts';

vi.setConfig({ testTimeout: 90_000 });

type Point = { readonly point: true };
type Group = {
  g: Point;
  fromObject(coordinates: unknown): Point;
  add(left: Point, right: Point): Point;
  neg(point: Point): Point;
  sub(left: Point, right: Point): Point;
  timesScalar(point: Point, scalar: bigint): Point;
  eq(left: Point, right: Point): boolean;
};
type Curve = { G1: Group; G2: Group; pairingEq(...points: Point[]): Promise<boolean> };
type CurveLoader = {
  curves: { getCurveFromName(name: string, options: { singleThread: boolean }): Promise<Curve> };
};

const verificationKey = kycPresentationVerificationKey;
const inputs = createCircuitInputs(createFixture());
const drawn: Uint8Array[] = [];
/** Given out before anything random. */
const planned: bigint[] = [];
const prover = createProver({
  artifacts: createNodeArtifactSource(),
  randomBytes: (length) => {
    const next = planned.shift();
    const bytes =
      next === undefined
        ? crypto.getRandomValues(new Uint8Array(length))
        : new Uint8Array(Buffer.from(next.toString(16).padStart(2 * length, '0'), 'hex'));
    drawn.push(bytes);
    return bytes;
  },
});
let curve: Curve;
beforeAll(async () => {
  const { curves } = snarkjs as unknown as CurveLoader;
  curve = await curves.getCurveFromName('bn128', { singleThread: true });
});
afterAll(() => prover.close());

async function proveWith(...scalars: bigint[]): Promise<Presentation> {
  planned.push(...scalars);
  const { presentation, engine } = await prover.prove({ inputs });
  expect([engine, planned.length]).toEqual(['fast', 0]);
  return presentation;
}

const toBigints = (value: unknown): unknown => (Array.isArray(value) ? value.map(toBigints) : BigInt(value as string));
const readA = ({ proof }: Presentation): Point => curve.G1.fromObject(toBigints([...proof.a, '1']));
const readB = ({ proof }: Presentation): Point => curve.G2.fromObject(toBigints([...proof.b, ['1', '0']]));

test('each proof draws its own r and s', async () => {
  drawn.length = 0;
  const proofs = [await proveWith(), await proveWith(), await proveWith()];
  expect(drawn.map(({ length }) => length)).toEqual([48, 48, 48, 48, 48, 48]);
  expect(new Set(drawn.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(6);
  expect(new Set(proofs.map(({ proof }) => proof.a.join())).size).toBe(3);
  expect(new Set(proofs.map(({ proof }) => proof.b.join())).size).toBe(3);
});

test.each([
  ['small ones', 1n, 2n],
  ['the largest ones', FIELD_ORDER - 1n, FIELD_ORDER - 2n],
  ['ones with the top bit alone', 1n << 253n, (1n << 253n) + 1n],
])('r and s reach the proof whole: %s', async (_name, r, s) => {
  const [bare, blinded] = [await proveWith(0n, 0n), await proveWith(r, s)];
  const { G1, G2 } = curve;
  const delta2 = G2.fromObject(toBigints(verificationKey.vk_delta_2));
  // B moves by s·δ.
  expect(G2.eq(G2.sub(readB(blinded), readB(bare)), G2.timesScalar(delta2, s))).toBe(true);
  expect(G2.eq(G2.sub(readB(blinded), readB(bare)), G2.timesScalar(delta2, s + 1n))).toBe(false);
  // A moves by r·δ, whose δ in the first group only the proving key has: e(A' − A, g2) = e(r·g1, δ2).
  const moved = G1.neg(G1.sub(readA(blinded), readA(bare)));
  expect(await curve.pairingEq(moved, G2.g, G1.timesScalar(G1.g, r), delta2)).toBe(true);
  expect(await curve.pairingEq(moved, G2.g, G1.timesScalar(G1.g, r + 1n), delta2)).toBe(false);
  await verifyPresentationProof({ presentation: blinded, verificationKey });
});

test('verification cannot see randomness that is no good: proofs without any stand, and are all the same', async () => {
  const [first, second] = [await proveWith(0n, 0n), await proveWith(0n, 0n)];
  await verifyPresentationProof({ presentation: first, verificationKey });
  expect(second).toEqual(first);
  expect(await proveWith(5n, 6n)).toEqual(await proveWith(5n, 6n));
});
