import { Field } from '@noble/curves/abstract/modular.js';
import { grainGenConstants } from '@noble/curves/abstract/poseidon.js';

import { FIELD_ORDER } from '../field/field-element.ts';

const P = FIELD_ORDER;
const FULL_ROUNDS = 8;
/** Partial rounds by number of inputs, from one (circomlib). */
const PARTIAL_ROUNDS = [56, 57, 56, 60, 60, 63, 64, 63, 60, 66, 60, 65, 70, 60, 64, 68];

type Matrix = readonly (readonly bigint[])[];

/**
 * Poseidon of one arity with the same results as the plain one, at a fraction of its multiplications: in a partial round
 * only the first word passes the S-box, so that the others are kept in a basis that follows the linear layer (Poseidon
 * paper, appendix B, "efficient implementation"): 2t products a round instead of t².
 *
 * With `M = [[m, r], [c, N]]`, the words behind the first before partial round k are `N^k·q + e_k`, where `e_k` comes from
 * the round constants alone. A round reads `r·N^k·q` and adds `N^-(k+1)·c·x` to `q`.
 *
 * Making the tables costs as much as a hundred plain hashes.
 */
export function createSparsePoseidon(arity: number): (inputs: readonly bigint[]) => bigint {
  const t = arity + 1;
  const partialRounds = PARTIAL_ROUNDS[arity - 1]!;
  const { roundConstants, mds } = grainGenConstants({
    Fp: Field(P),
    t,
    roundsFull: FULL_ROUNDS,
    roundsPartial: partialRounds,
  });
  const half = FULL_ROUNDS / 2;
  const before = roundConstants.slice(0, half);
  const after = roundConstants.slice(half + partialRounds);
  const table = createPartialTable(mds, roundConstants.slice(half, half + partialRounds));

  return (inputs) => {
    let state: bigint[] = [0n, ...inputs];
    for (const constants of before) state = runFullRound(state, constants, mds);
    let [first, ...q] = state as [bigint, ...bigint[]];
    for (const { constant, corner, row, shift, column } of table.rounds) {
      const x = power5(first + constant);
      let sum = corner * x + shift;
      for (let index = 0; index < q.length; index += 1) {
        const word = q[index]!;
        sum += row[index]! * word;
        // Not reduced: some seventy products of 508 bits stay short of 516, and a division costs more than that.
        q[index] = word + column[index]! * x;
      }
      first = sum % P;
    }
    q = q.map((value) => value % P);
    state = [first, ...table.basis.map((row, index) => (dot(row, q) + table.offset[index]!) % P)];
    for (const constants of after) state = runFullRound(state, constants, mds);
    return state[0]!;
  };
}

function createPartialTable(mds: Matrix, constants: Matrix) {
  const corner = mds[0]![0]!;
  const inner = mds.slice(1).map((row) => row.slice(1));
  const inverse = invertMatrix(inner);
  let row = mds[0]!.slice(1);
  let column = mds.slice(1).map((line) => line[0]!);
  let offset = column.map(() => 0n);
  let basis: Matrix = inner.map((_, y) => inner.map((__, x) => (x === y ? 1n : 0n)));
  const firstRow = row;
  const rounds = constants.map(([constant, ...others]) => {
    offset = offset.map((value, index) => value + others[index]!);
    const shift = dot(firstRow, offset) % P;
    column = applyMatrix(inverse, column);
    const round = { constant: constant!, corner, row, shift, column };
    offset = applyMatrix(inner, offset);
    row = applyTransposed(inner, row);
    basis = multiplyMatrices(inner, basis);
    return round;
  });
  return { rounds, offset, basis };
}

function runFullRound(state: readonly bigint[], constants: readonly bigint[], mds: Matrix): bigint[] {
  const powers = state.map((value, index) => power5(value + constants[index]!));
  return applyMatrix(mds, powers);
}

function power5(value: bigint): bigint {
  const square = value * value;
  return (square * square * value) % P;
}

function dot(left: readonly bigint[], right: readonly bigint[]): bigint {
  let sum = 0n;
  for (let index = 0; index < left.length; index += 1) sum += left[index]! * right[index]!;
  return sum;
}

function applyMatrix(matrix: Matrix, vector: readonly bigint[]): bigint[] {
  return matrix.map((row) => dot(row, vector) % P);
}

function applyTransposed(matrix: Matrix, vector: readonly bigint[]): bigint[] {
  return vector.map((_, x) => matrix.reduce((sum, row, y) => sum + row[x]! * vector[y]!, 0n) % P);
}

function multiplyMatrices(left: Matrix, right: Matrix): bigint[][] {
  const columns = right[0]!.map((_, x) => right.map((row) => row[x]!));
  return left.map((row) => columns.map((column) => dot(row, column) % P));
}

/** Gauss–Jordan; Cauchy matrices have an inverse. */
function invertMatrix(matrix: Matrix): bigint[][] {
  const field = Field(P);
  const size = matrix.length;
  const work = matrix.map((row, y) => [...row, ...row.map((_, x) => (x === y ? 1n : 0n))]);
  for (let pivot = 0; pivot < size; pivot += 1) {
    const place = work.findIndex((row, y) => y >= pivot && row[pivot] !== 0n);
    [work[pivot], work[place]] = [work[place]!, work[pivot]!];
    const scale = field.inv(work[pivot]![pivot]!);
    const line = work[pivot]!.map((value) => (value * scale) % P);
    work[pivot] = line;
    for (let y = 0; y < size; y += 1) {
      const factor = work[y]![pivot]!;
      if (y !== pivot && factor !== 0n) work[y] = work[y]!.map((value, x) => field.create(value - factor * line[x]!));
    }
  }
  return work.map((row) => row.slice(size));
}
