import { LIMB_BITS, LIMBS } from './field-code.ts';
import { createProverModule, SCRATCH } from './prover-module.ts';

const PAGE = 65_536;
const LIMB_MASK = 2 ** LIMB_BITS - 1;

type Exports = Record<
  | 'prepareG1'
  | 'finishG1'
  | 'prepareG2'
  | 'finishG2'
  | 'multiplyVectors'
  | 'subtractVectors'
  | 'scaleVector'
  | 'scaleBaseVector'
  | 'accumulate'
  | 'layerDown'
  | 'layerUp'
  | 'scalarMul'
  | 'baseMul',
  (...parameters: number[]) => void
>;

/** Memory of one prover thread with the functions that work in it. */
export type ProverMemory = {
  readonly run: Exports;
  /** Addresses grow only; `mark` and `release` give back what came after. */
  allocate(bytes: number): number;
  mark(): number;
  release(mark: number): void;
  /** All memory as words; asked again after an allocation, which may move it. */
  words(): Uint32Array;
  read(address: number): bigint;
  write(address: number, value: bigint): void;
  /** Repacks 32-byte little-endian integers into elements, at every `step`-th element from `address` on. */
  unpack(options: { bytes: Uint8Array; address: number; strideBytes: number }): void;
};

let compiled: Promise<WebAssembly.Module> | undefined;

/** Compiles the module once in this thread and gives it a memory of its own. */
export async function createProverMemory(): Promise<ProverMemory> {
  compiled ??= WebAssembly.compile(createProverModule());
  const memory = new WebAssembly.Memory({ initial: 16 });
  const { exports } = await WebAssembly.instantiate(await compiled, { env: { memory } });
  let top = SCRATCH.end;
  let view = new Uint32Array(memory.buffer);
  const words = (): Uint32Array => {
    if (view.buffer !== memory.buffer) view = new Uint32Array(memory.buffer);
    return view;
  };
  return {
    run: exports as Exports,
    allocate: (bytes) => {
      const address = top;
      top += (bytes + 3) & ~3;
      const missing = top - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE) + 64);
      return address;
    },
    mark: () => top,
    release: (mark) => {
      top = mark;
    },
    words,
    read: (address) => {
      const source = words();
      let value = 0n;
      for (let index = LIMBS - 1; index >= 0; index -= 1) {
        value = (value << BigInt(LIMB_BITS)) + BigInt(source[address / 4 + index]!);
      }
      return value;
    },
    write: (address, value) => {
      const target = words();
      for (let index = 0; index < LIMBS; index += 1) {
        target[address / 4 + index] = Number((value >> BigInt(LIMB_BITS * index)) & BigInt(LIMB_MASK));
      }
    },
    unpack: ({ bytes, address, strideBytes }) => {
      const target = words();
      const source = alignedWords(bytes);
      for (let from = 0, to = address / 4; from < source.length; from += 8, to += strideBytes / 4) {
        for (let limb = 0, bit = 0; limb < LIMBS; limb += 1, bit += LIMB_BITS) {
          const word = from + (bit >> 5);
          const shift = bit & 31;
          const low = source[word]! >>> shift;
          const isLast = bit + LIMB_BITS > 256;
          const high = shift > 3 && !isLast ? source[word + 1]! << (32 - shift) : 0;
          target[to + limb] = (low | high) & LIMB_MASK;
        }
      }
    },
  };
}

function alignedWords(bytes: Uint8Array): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
}
