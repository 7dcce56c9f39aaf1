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

export class PoseidonError extends PosternError<'ERR_POSEIDON_ARITY'> {}

const BY_ARITY: Readonly<Record<number, (inputs: bigint[]) => bigint>> = {
  1: poseidon1,
  2: poseidon2,
  3: poseidon3,
  4: poseidon4,
  5: poseidon5,
  6: poseidon6,
  9: poseidon9,
  16: poseidon16,
};

/**
 * Poseidon over the BN254 scalar field with circomlib's parameters.
 * Only the arities that the protocol uses exist, so that no hash is made by accident.
 *
 * @throws {PoseidonError} an arity the protocol does not use
 * @throws {FieldElementError} an input outside the field
 */
export function poseidon(inputs: readonly bigint[]): FieldElement {
  const hash = BY_ARITY[inputs.length];
  if (hash === undefined) {
    throw new PoseidonError('ERR_POSEIDON_ARITY', 'No Poseidon hash of this arity is part of the protocol.', {
      details: { arity: inputs.length },
    });
  }
  return toFieldElement(hash(inputs.map(toFieldElement)));
}
