import { FIELD_ORDER } from '@postern/primitives';

import type { CircuitInputs, SignalValue } from '../../inputs/create-circuit-inputs.ts';
import { statementFalse } from '../proving-error.ts';

/** Exports of a witness program compiled by circom 2 (its calling convention, version 2). */
type ProgramExports = {
  memory: WebAssembly.Memory;
  init(sanityCheck: number): void;
  getFieldNumLen32(): number;
  getWitnessSize(): number;
  readSharedRWMemory(index: number): number;
  writeSharedRWMemory(index: number, value: number): void;
  setInputSignal(high: number, low: number, position: number): void;
  getWitness(index: number): void;
};

export type WitnessCalculator = {
  /**
   * @returns every wire, 32 bytes each, little endian: it holds the holder's secret
   * @throws {ProvingError} `ERR_PROVING_STATEMENT_FALSE`: an `===` of the circuit does not hold for the inputs
   */
  calculate(inputs: CircuitInputs): Uint8Array;
};

/** Compiles the program once; each witness is calculated in a fresh instance, whose memory is overwritten afterwards. */
export async function createWitnessCalculator(wasm: Uint8Array): Promise<WitnessCalculator> {
  const program = await WebAssembly.compile(wasm as Uint8Array<ArrayBuffer>);
  return {
    calculate: (inputs) => {
      const instance = new WebAssembly.Instance(program, { runtime });
      try {
        return calculate(instance, inputs);
      } finally {
        const { memory } = instance.exports as unknown as ProgramExports;
        new Uint8Array(memory.buffer).fill(0);
      }
    },
  };
}

/** Of circom's runtime; its other codes are about signals that the circuit does not have, and memory. */
const ASSERTION_FAILED = 4;

const runtime = {
  exceptionHandler: (code: number) => {
    if (code === ASSERTION_FAILED) throw statementFalse();
    throw new RangeError(`witness program: exception ${code}`);
  },
  printErrorMessage: () => {},
  writeBufferMessage: () => {},
  showSharedRWMemory: () => {},
};

function calculate(instance: WebAssembly.Instance, inputs: CircuitInputs): Uint8Array {
  const program = instance.exports as unknown as ProgramExports;
  program.init(0);
  const words = program.getFieldNumLen32();
  for (const [name, value] of Object.entries(inputs)) {
    const { high, low } = fnv1a64(name);
    for (const [position, element] of flatten(value).entries()) {
      const reduced = ((BigInt(element) % FIELD_ORDER) + FIELD_ORDER) % FIELD_ORDER;
      for (let index = 0; index < words; index += 1) {
        program.writeSharedRWMemory(index, Number((reduced >> BigInt(32 * index)) & 0xffff_ffffn));
      }
      program.setInputSignal(high, low, position);
    }
  }
  const size = program.getWitnessSize();
  const result = new Uint32Array(size * words);
  for (let wire = 0; wire < size; wire += 1) {
    program.getWitness(wire);
    for (let index = 0; index < words; index += 1) result[wire * words + index] = program.readSharedRWMemory(index);
  }
  return new Uint8Array(result.buffer);
}

function flatten(value: SignalValue): string[] {
  return typeof value === 'string' ? [value] : value.flatMap(flatten);
}

/** Signals are addressed by the FNV-1a hash of their name. */
function fnv1a64(name: string): { high: number; low: number } {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(name)) {
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffff_ffff_ffff_ffffn;
  }
  return { high: Number(hash >> 32n), low: Number(hash & 0xffff_ffffn) };
}
