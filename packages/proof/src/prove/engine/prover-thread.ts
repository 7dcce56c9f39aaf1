import { BASE_FIELD_ORDER } from '../../curve/base-field-order.ts';
import type { ComputedProof } from '../prover-engine.ts';
import type { SnarkjsTask } from '../snarkjs/prove-by-snarkjs.ts';
import { ELEMENT_BYTES, R } from './field-code.ts';
import { multiExponentiate } from './multi-exponentiation.ts';
import { createPointAdder, G1, G2, type PointAdder, type ProverGroup } from './point-batch.ts';
import { invert } from './prime-field.ts';
import { createProverMemory, type ProverMemory } from './prover-memory.ts';
import { createQuotientCalculator, type QuotientCalculator } from './quotient.ts';
import { type PlainPoint, sumWeightedPoints } from './sum-weighted-points.ts';

/** The sums of a proof, by their section of the proving key. */
export type SumName = 'A' | 'B1' | 'B2' | 'C' | 'H';

/** A share of one section: packed affine points as in the key, and which scalar belongs to each. */
export type KeyShare = { name: SumName; points: Uint8Array; scalars: Uint32Array };

export type ThreadRequest =
  | { kind: 'load'; shares: KeyShare[]; quotient?: { coefficients: Uint8Array; power: number } }
  /** Plain scalars, 32 bytes each, little endian. */
  | { kind: 'witness'; witness: Uint8Array }
  /** Only on the thread with the quotient: the scalars of H. */
  | { kind: 'quotient' }
  | { kind: 'sum'; name: SumName }
  /** Scalars of H as another thread gave them. */
  | { kind: 'scalars of H'; scalars: Uint32Array }
  /** Overwrites everything that came from a witness. */
  | { kind: 'forget' }
  /** A whole proof by the reference engine; the thread should end after it. */
  | ({ kind: 'snarkjs' } & SnarkjsTask);

export type ThreadResponse = {
  scalars?: Uint32Array;
  sum?: PlainPoint;
  /** Of `snarkjs`: absent when the statement is false. */
  proof?: ComputedProof;
};

/** What one thread of the prover does: holds its shares of the key, and sums for one proof after the other. */
export type ThreadProgram = { handle(request: ThreadRequest): Promise<ThreadResponse> };

type LoadedShare = { group: ProverGroup; adder: PointAdder; bases: Uint32Array; scalars: Uint32Array };

const KEY_FACTOR = 1n << 256n;

export function createThreadProgram(): ThreadProgram {
  let memory: ProverMemory | undefined;
  let quotient: QuotientCalculator | undefined;
  let loadedEnd = 0;
  let witness = 0;
  let scalarsOfH = 0;
  const shares = new Map<SumName, LoadedShare>();

  const load = async (request: Extract<ThreadRequest, { kind: 'load' }>): Promise<void> => {
    memory = await createProverMemory();
    const adders = { G1: createPointAdder(memory, G1), G2: createPointAdder(memory, G2) };
    for (const share of request.shares) {
      const isG2 = share.name === 'B2';
      const group = isG2 ? G2 : G1;
      const bases = unpackBases({ memory, group, points: share.points });
      shares.set(share.name, { group, adder: isG2 ? adders.G2 : adders.G1, bases, scalars: share.scalars });
    }
    if (request.quotient !== undefined) quotient = createQuotientCalculator({ memory, ...request.quotient });
    loadedEnd = memory.mark();
  };

  const run = (loaded: ProverMemory, request: Exclude<ThreadRequest, { kind: 'load' | 'snarkjs' }>): ThreadResponse => {
    switch (request.kind) {
      case 'witness': {
        loaded.release(loadedEnd);
        witness = loaded.allocate((request.witness.byteLength / 32) * ELEMENT_BYTES);
        loaded.unpack({ bytes: request.witness, address: witness, strideBytes: ELEMENT_BYTES });
        return {};
      }
      case 'quotient': {
        scalarsOfH = quotient!.calculate(witness);
        const count = shares.get('H') === undefined ? 0 : quotient!.size;
        return { scalars: loaded.words().slice(scalarsOfH / 4, (scalarsOfH + count * ELEMENT_BYTES) / 4) };
      }
      case 'scalars of H': {
        scalarsOfH = loaded.allocate(request.scalars.byteLength);
        loaded.words().set(request.scalars, scalarsOfH / 4);
        return {};
      }
      case 'sum': {
        const { group, adder, bases, scalars } = shares.get(request.name)!;
        const from = request.name === 'H' ? scalarsOfH : witness;
        const addresses = scalars.map((index) => from + index * ELEMENT_BYTES);
        const points = multiExponentiate({ memory: loaded, group, adder, bases, scalars: addresses });
        return { sum: sumWeightedPoints(group.field, points) };
      }
      case 'forget': {
        loaded.release(loadedEnd);
        loaded.words().fill(0, loadedEnd / 4);
        quotient?.forget();
        return {};
      }
    }
  };

  return {
    handle: async (request) => {
      if (request.kind === 'load') {
        await load(request);
        return {};
      }
      if (request.kind === 'snarkjs') {
        // Large, and rarely needed.
        const { proveBySnarkjs } = await import('../snarkjs/prove-by-snarkjs.ts');
        const proof = await proveBySnarkjs(request);
        return proof === undefined ? {} : { proof };
      }
      return run(memory!, request);
    },
  };
}

/** Each base as −y, x, y in this prover's Montgomery form; gives the addresses of x. */
function unpackBases(options: { memory: ProverMemory; group: ProverGroup; points: Uint8Array }): Uint32Array {
  const { memory, group, points } = options;
  const { size } = group;
  const bytes = (size / ELEMENT_BYTES) * 32;
  const count = points.byteLength / (2 * bytes);
  const start = memory.allocate(count * 3 * size);
  const [plus, minus] = [memory.allocate(ELEMENT_BYTES), memory.allocate(ELEMENT_BYTES)];
  // x · 2^256 → x · R, by a product that divides by R.
  const factor = (R * R * invert(KEY_FACTOR, BASE_FIELD_ORDER)) % BASE_FIELD_ORDER;
  memory.write(plus, factor);
  memory.write(minus, BASE_FIELD_ORDER - factor);
  const parts = size / ELEMENT_BYTES;
  const addresses = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) {
    const record = start + index * 3 * size;
    const point = points.subarray(index * 2 * bytes, (index + 1) * 2 * bytes);
    memory.unpack({ bytes: point, address: record + size, strideBytes: ELEMENT_BYTES });
    memory.run.scaleBaseVector(record, record + 2 * size, minus, parts);
    memory.run.scaleBaseVector(record + size, record + size, plus, 2 * parts);
    addresses[index] = record + size;
  }
  return addresses;
}
