/** A minimal WebAssembly assembler: enough for functions over pointers, written for this prover. */

/** Encoded instructions. */
export type Code = readonly number[];

/** Types of locals. */
export const I32 = 0x7f;
export const I64 = 0x7e;

const VOID_BLOCK = 0x40;
const END = 0x0b;

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const byte = rest & 0x7f;
    rest = Math.floor(rest / 128);
    bytes.push(rest === 0 ? byte : byte | 0x80);
  } while (rest !== 0);
  return bytes;
}

function signed(value: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; ) {
    const byte = Number(rest & 0x7fn);
    rest >>= 7n;
    if ((rest === 0n && (byte & 0x40) === 0) || (rest === -1n && (byte & 0x40) !== 0)) return [...bytes, byte];
    bytes.push(byte | 0x80);
  }
}

const binary =
  (opcode: number) =>
  (left: Code, right: Code): Code => [...left, ...right, opcode];

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];
export const i32 = (value: number): Code => [0x41, ...signed(BigInt(value))];
export const i64 = (value: bigint): Code => [0x42, ...signed(value)];
export const add32 = binary(0x6a);
export const sub32 = binary(0x6b);
export const mul32 = binary(0x6c);
export const and32 = binary(0x71);
export const shl32 = binary(0x74);
export const lessThan32 = binary(0x49);
export const add64 = binary(0x7c);
export const sub64 = binary(0x7d);
export const mul64 = binary(0x7e);
export const and64 = binary(0x83);
export const shiftSigned64 = binary(0x87);
export const shiftUnsigned64 = binary(0x88);
export const load32 = (address: Code, offset = 0): Code => [...address, 0x28, 2, ...unsigned(offset)];
/** A 32-bit word as an i64. */
export const loadWord = (address: Code, offset: number): Code => [...address, 0x35, 2, ...unsigned(offset)];
/** The low 32 bits of an i64. */
export const storeWord = (address: Code, offset: number, value: Code): Code => [
  ...address,
  ...value,
  0x3e,
  2,
  ...unsigned(offset),
];
export const call = (index: number, ...args: Code[]): Code => [...args.flat(), 0x10, ...unsigned(index)];

/** Repeats the body while the condition holds; looks before the first round. */
export const loopWhile = (condition: Code, body: Code): Code => [
  0x02,
  VOID_BLOCK,
  0x03,
  VOID_BLOCK,
  ...condition,
  0x45,
  0x0d,
  1,
  ...body,
  0x0c,
  0,
  END,
  END,
];

export type WasmFunction = {
  /** Exported under this name when given. */
  name?: string;
  /** Number of i32 parameters; they are the first locals. */
  parameters: number;
  /** Types of the further locals. */
  locals: readonly number[];
  body: Code;
};

const vector = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
const text = (value: string): number[] => vector([...new TextEncoder().encode(value)].map((byte) => [byte]));

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

/** The module: imports `env.memory`, exports the named functions, which return nothing. */
export function assemble(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const widest = Math.max(...functions.map(({ parameters }) => parameters));
  const types = Array.from({ length: widest + 1 }, (_, count) => [
    0x60,
    ...unsigned(count),
    ...new Array(count).fill(I32),
    0,
  ]);
  const bodies = functions.map(({ locals, body }) => {
    const content = [...vector(locals.map((type) => [1, type])), ...body, END];
    return [...unsigned(content.length), ...content];
  });
  const exported = functions.flatMap(({ name }, index) =>
    name === undefined ? [] : [[...text(name), 0, ...unsigned(index)]],
  );
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types)),
    ...section(2, vector([[...text('env'), ...text('memory'), 2, 0, 0]])),
    ...section(3, vector(functions.map(({ parameters }) => unsigned(parameters)))),
    ...section(7, vector(exported)),
    ...section(10, vector(bodies)),
  ]);
}
