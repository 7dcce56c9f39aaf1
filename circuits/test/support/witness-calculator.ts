import { FIELD_ORDER } from '@postern/primitives';
import type { CircuitInputs, SignalValue } from '@postern/proof';

/** Exports of a witness calculator compiled by circom 2 (version 2 of its calling convention). */
type CalculatorExports = {
  init(sanityCheck: number): void;
  getFieldNumLen32(): number;
  getWitnessSize(): number;
  getInputSignalSize(high: number, low: number): number;
  readSharedRWMemory(index: number): number;
  writeSharedRWMemory(index: number, value: number): void;
  setInputSignal(high: number, low: number, position: number): void;
  getWitness(index: number): void;
};

/** An `===` of the circuit does not hold for the inputs. */
export class WitnessRefused extends Error {}

export type WitnessCalculator = { calculate(inputs: CircuitInputs): bigint[] };

/** Compiles the calculator once: two hundred witnesses then cost seconds, where snarkjs compiles it for each. */
export async function createWitnessCalculator(wasm: Uint8Array): Promise<WitnessCalculator> {
  const module = await WebAssembly.compile(wasm as Uint8Array<ArrayBuffer>);
  return { calculate: (inputs) => calculate(new WebAssembly.Instance(module, { runtime }), inputs) };
}

/**
 * Takes the assertions out of a compiled calculator: every `call printErrorMessage; i32.const 4; return; end` of a
 * failed `===` becomes `call; nop; nop; nop; end`, so that the calculation goes on with the false values.
 */
export function removeAssertions(wasm: Uint8Array): Uint8Array {
  const patched = Uint8Array.from(wasm);
  for (let at = 0; at + 6 <= patched.length; at += 1) {
    const isFailure =
      patched[at] === 0x10 &&
      patched[at + 2] === 0x41 &&
      patched[at + 3] === 0x04 &&
      patched[at + 4] === 0x0f &&
      patched[at + 5] === 0x0b;
    if (isFailure) patched.fill(0x01, at + 2, at + 5);
  }
  return patched;
}

const runtime = {
  exceptionHandler: (code: number) => {
    throw new WitnessRefused(`witness calculator: exception ${code}`);
  },
  printErrorMessage: () => {},
  writeBufferMessage: () => {},
  showSharedRWMemory: () => {},
};

function calculate(instance: WebAssembly.Instance, inputs: CircuitInputs): bigint[] {
  const calculator = instance.exports as unknown as CalculatorExports;
  calculator.init(0);
  const words = calculator.getFieldNumLen32();
  for (const [name, value] of Object.entries(inputs)) {
    const { high, low } = fnv1a64(name);
    flatten(value).forEach((element, position) => {
      writeWords(calculator, words, ((BigInt(element) % FIELD_ORDER) + FIELD_ORDER) % FIELD_ORDER);
      calculator.setInputSignal(high, low, position);
    });
  }
  return Array.from({ length: calculator.getWitnessSize() }, (_, index) => {
    calculator.getWitness(index);
    return readWords(calculator, words);
  });
}

function flatten(value: SignalValue): string[] {
  return typeof value === 'string' ? [value] : value.flatMap(flatten);
}

function writeWords(calculator: CalculatorExports, words: number, value: bigint): void {
  for (let index = 0; index < words; index += 1) {
    calculator.writeSharedRWMemory(index, Number((value >> BigInt(32 * index)) & 0xffff_ffffn));
  }
}

function readWords(calculator: CalculatorExports, words: number): bigint {
  let value = 0n;
  for (let index = words - 1; index >= 0; index -= 1) {
    value = (value << 32n) | BigInt(calculator.readSharedRWMemory(index) >>> 0);
  }
  return value;
}

/** Signals are addressed by the FNV-1a hash of their name. */
function fnv1a64(name: string): { high: number; low: number } {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(name)) {
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffff_ffff_ffff_ffffn;
  }
  return { high: Number(hash >> 32n), low: Number(hash & 0xffff_ffffn) };
}
