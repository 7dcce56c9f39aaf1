import { FIELD_ORDER } from '../field/field-element.ts';
import { poseidon } from '../hash/poseidon.ts';
import type { BabyJubjubPoint } from '../hash/protocol-hashes.ts';
import { BabyJubjub, SUBGROUP_ORDER, toCurvePoint } from './baby-jubjub.ts';
import type { EddsaSignature } from './sign-eddsa.ts';

/** Whether both coordinates are canonical and the point satisfies the curve equation. */
export function isOnCurve(point: BabyJubjubPoint): boolean {
  return toCurvePoint(point) !== undefined;
}

/**
 * Whether the signature stands, with the same rule as the circuit: both points on the curve, the key not of small
 * order, `s` below the subgroup order, `s·B8 = R8 + h·(8·A)`.
 */
export function verifyEddsa(options: { key: BabyJubjubPoint; message: bigint; signature: EddsaSignature }): boolean {
  const { key, message, signature } = options;
  const keyPoint = toCurvePoint(key);
  const r8 = toCurvePoint(signature.r8);
  if (keyPoint === undefined || r8 === undefined) return false;
  if (signature.s < 0n || signature.s >= SUBGROUP_ORDER) return false;
  if (message < 0n || message >= FIELD_ORDER) return false;
  const key8 = keyPoint.clearCofactor();
  if (key8.is0()) return false;
  const challenge = poseidon([signature.r8[0], signature.r8[1], key[0], key[1], message]);
  const right = r8.add(key8.multiplyUnsafe(challenge % SUBGROUP_ORDER));
  return BabyJubjub.BASE.multiplyUnsafe(signature.s).equals(right);
}
