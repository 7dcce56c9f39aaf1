import { poseidon1 } from 'poseidon-lite/poseidon1';
import { poseidon2 } from 'poseidon-lite/poseidon2';
import { poseidon3 } from 'poseidon-lite/poseidon3';
import { poseidon4 } from 'poseidon-lite/poseidon4';
import { poseidon5 } from 'poseidon-lite/poseidon5';
import { poseidon6 } from 'poseidon-lite/poseidon6';
import { poseidon9 } from 'poseidon-lite/poseidon9';
import { poseidon16 } from 'poseidon-lite/poseidon16';

import { PosternError } from '../error.ts';
import { type FieldElement, toFieldElement } from '../field/field-element.ts';
import { createSparsePoseidon } from './create-sparse-poseidon.ts';

export class PoseidonError extends PosternError<'ERR_POSEIDON_ARITY'> {}

type Hash = (inputs: bigint[]) => bigint;

const PLAIN: Readonly<Record<number, Hash>> = {
  1: poseidon1,
  2: poseidon2,
  3: poseidon3,
  4: poseidon4,
  5: poseidon5,
  6: poseidon6,
  9: poseidon9,
  16: poseidon16,
};

/** Arities whose sparse form is the faster one, and calls after which a process makes its tables. */
const SPARSE_FROM = 3;
const CALLS_BEFORE_TABLES = 256;
const calls = new Map<number, number>();
const sparse = new Map<number, Hash>();

/** The plain hash for who needs a few, the sparse one for who makes seals all day: the results are the same. */
function chooseHash(arity: number): Hash | undefined {
  const made = sparse.get(arity);
  if (made !== undefined) return made;
  const plain = PLAIN[arity];
  if (plain === undefined || arity < SPARSE_FROM) return plain;
  const count = (calls.get(arity) ?? 0) + 1;
  calls.set(arity, count);
  if (count < CALLS_BEFORE_TABLES) return plain;
  const candidate = createSparsePoseidon(arity);
  const probe = Array.from({ length: arity }, (_, index) => BigInt(index + 1));
  // One comparison, because a wrong hash here would be signed.
  const chosen = candidate(probe) === plain(probe) ? candidate : plain;
  sparse.set(arity, chosen);
  return chosen;
}

/**
 * Poseidon over the BN254 scalar field with circomlib's parameters.
 * Only the arities that the protocol uses exist, so that no hash is made by accident.
 *
 * @throws {PoseidonError} an arity the protocol does not use
 * @throws {FieldElementError} an input outside the field
 */
export function poseidon(inputs: readonly bigint[]): FieldElement {
  const hash = chooseHash(inputs.length);
  if (hash === undefined) {
    throw new PoseidonError('ERR_POSEIDON_ARITY', 'No Poseidon hash of this arity is part of the protocol.', {
      details: { arity: inputs.length },
    });
  }
  return toFieldElement(hash(inputs.map(toFieldElement)));
}
