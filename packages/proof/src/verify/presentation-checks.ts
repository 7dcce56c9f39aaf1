import { type Bn254Curve, type EncodedPoint, loadSingleThreadCurve } from '../curve/bn254-curve.ts';
import { isInGroup, toBigints } from '../curve/is-in-group.ts';
import type { VerificationKey } from '../keys/verification-key.ts';
import { assertSignalsInField, type Presentation, PresentationError } from '../presentation/presentation.ts';

type CheckInput = { presentation: Presentation; verificationKey: VerificationKey };
type PreparedKey = { IC: EncodedPoint[]; pairs: Record<'alpha1' | 'beta2' | 'gamma2' | 'delta2', EncodedPoint> };
type PreparedProof = { a: EncodedPoint; b: EncodedPoint; c: EncodedPoint };

/**
 * Every check of a proof in the order in which they run; the first failure throws.
 *
 * 1. `signals` each is below the field order
 * 2. `points` A, B and C are on their curves and of prime order (snarkjs does not look at the order of B)
 * 3. `equation` e(−A, B) · e(IC, γ) · e(C, δ) · e(α, β) = 1 (Groth16, https://eprint.iacr.org/2016/260)
 */
export const PRESENTATION_CHECKS = [
  { name: 'signals', check: ({ presentation }: CheckInput) => assertSignalsInField(presentation.publicSignals) },
  { name: 'points', check: assertPoints },
  { name: 'equation', check: assertEquation },
] as const;

async function assertPoints({ presentation }: CheckInput): Promise<void> {
  const curve = await loadSingleThreadCurve();
  const { a, b, c } = prepareProof(curve, presentation);
  if (!isInGroup(curve.G1, a) || !isInGroup(curve.G2, b) || !isInGroup(curve.G1, c)) {
    throw new PresentationError('ERR_PRESENTATION_POINT', 'A point of the proof is not in its group.');
  }
}

async function assertEquation({ presentation, verificationKey }: CheckInput): Promise<void> {
  const curve = await loadSingleThreadCurve();
  const { G1 } = curve;
  const { a, b, c } = prepareProof(curve, presentation);
  const { IC, pairs } = prepareKey(curve, verificationKey);
  const sum = presentation.publicSignals.reduce(
    (total, signal, index) => G1.add(total, G1.timesScalar(IC[index + 1]!, BigInt(signal))),
    IC[0]!,
  );
  const holds = await curve.pairingEq(G1.neg(a), b, sum, pairs.gamma2, c, pairs.delta2, pairs.alpha1, pairs.beta2);
  if (!holds) {
    throw new PresentationError('ERR_PRESENTATION_PROOF_INVALID', 'The proof does not stand for its public signals.');
  }
}

function prepareProof(curve: Bn254Curve, { proof }: Presentation): PreparedProof {
  return {
    a: curve.G1.fromObject(toBigints([...proof.a, '1'])),
    b: curve.G2.fromObject(toBigints([...proof.b, ['1', '0']])),
    c: curve.G1.fromObject(toBigints([...proof.c, '1'])),
  };
}

const prepared = new WeakMap<VerificationKey, PreparedKey>();

/** Decoded once for each key: the same object is used for every proof. */
function prepareKey(curve: Bn254Curve, key: VerificationKey): PreparedKey {
  const known = prepared.get(key);
  if (known !== undefined) return known;
  const g2 = (point: unknown) => curve.G2.fromObject(toBigints(point));
  const made: PreparedKey = {
    IC: key.IC.map((point) => curve.G1.fromObject(toBigints(point))),
    pairs: {
      alpha1: curve.G1.fromObject(toBigints(key.vk_alpha_1)),
      beta2: g2(key.vk_beta_2),
      gamma2: g2(key.vk_gamma_2),
      delta2: g2(key.vk_delta_2),
    },
  };
  prepared.set(key, made);
  return made;
}
