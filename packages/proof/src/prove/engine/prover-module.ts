import { BASE_FIELD_ORDER, SCALAR_FIELD_ORDER } from '../../curve/base-field-order.ts';
import { ELEMENT_BYTES, linearCombination, montgomeryProduct } from './field-code.ts';
import {
  add32,
  and32,
  assemble,
  call,
  type Code,
  get,
  I32,
  i32,
  lessThan32,
  load32,
  loopWhile,
  mul32,
  set,
  shl32,
  sub32,
  type WasmFunction,
} from './wasm-assembler.ts';

const E = ELEMENT_BYTES;

/** Fixed places in memory below the first allocation. */
export const SCRATCH = { inverse: 64, temporaries: 256, end: 2048 };

/**
 * The WebAssembly module of the prover, made here instead of shipped: field products, additions of many pairs of points
 * with one inversion (Montgomery's trick), one layer of a Fourier transform, and sums over vectors.
 *
 * An operand is the address of a point's x with the sign in bit 0; y follows x, and before x of a base stands −y.
 */
export function createProverModule(): Uint8Array<ArrayBuffer> {
  const functions: WasmFunction[] = [];
  const add = (definition: WasmFunction): number => functions.push(definition) - 1;
  const p = BASE_FIELD_ORDER;
  const r = SCALAR_FIELD_ORDER;

  const base = {
    mul: add(montgomeryProduct(p)),
    lazySub: add(linearCombination({ modulus: p, signs: [1, -1], multiple: 4n, reduce: false })),
    sub: add(linearCombination({ modulus: p, signs: [1, -1], multiple: 4n, reduce: true })),
    sub2: add(linearCombination({ modulus: p, signs: [1, -1, -1], multiple: 8n, reduce: true })),
  };
  const lazyAdd = add(linearCombination({ modulus: p, signs: [1, 1], multiple: 0n, reduce: false }));
  const scalar = {
    mul: add({ ...montgomeryProduct(r), name: 'scalarMul' }),
    add: add(linearCombination({ modulus: r, signs: [1, 1], multiple: 0n, reduce: true })),
    sub: add(linearCombination({ modulus: r, signs: [1, -1], multiple: 4n, reduce: true })),
  };
  add({ name: 'baseMul', parameters: 3, locals: [], body: call(base.mul, get(0), get(1), get(2)) });
  const quadratic = addQuadraticField({ add, base, lazyAdd });

  addBatchAddition({ add, field: base, size: E, name: 'G1' });
  addBatchAddition({ add, field: quadratic, size: 2 * E, name: 'G2' });
  addVectorFunctions({ add, scalar, baseMul: base.mul });
  return assemble(functions);
}

type Add = (definition: WasmFunction) => number;
type FieldFunctions = { mul: number; lazySub: number; sub: number; sub2: number };

/** F_p[u]/(u² + 1), the real part first. */
function addQuadraticField(options: { add: Add; base: FieldFunctions; lazyAdd: number }): FieldFunctions {
  const { add, base, lazyAdd } = options;
  const at = (index: number) => i32(SCRATCH.temporaries + E * index);
  const high = (local: number) => add32(get(local), i32(E));
  const mul = add({
    parameters: 3,
    locals: [],
    body: [
      ...call(base.mul, at(0), get(1), get(2)),
      ...call(base.mul, at(1), high(1), high(2)),
      ...call(lazyAdd, at(2), get(1), high(1)),
      ...call(lazyAdd, at(3), get(2), high(2)),
      ...call(base.mul, at(2), at(2), at(3)),
      ...call(base.sub, get(0), at(0), at(1)),
      ...call(base.sub2, high(0), at(2), at(0), at(1)),
    ],
  });
  const twice = (index: number, parameters: number): number => {
    const all = Array.from({ length: parameters }, (_, local) => local);
    return add({
      parameters,
      locals: [],
      body: [...call(index, ...all.map((local) => get(local))), ...call(index, ...all.map((local) => high(local)))],
    });
  };
  return { mul, lazySub: twice(base.lazySub, 3), sub: twice(base.sub, 3), sub2: twice(base.sub2, 4) };
}

/** for (i = 0; i < count; i += 1) with the counter in a local. */
function repeat(options: { counter: number; count: Code; body: Code }): Code {
  const { counter, count, body } = options;
  return [
    ...set(counter, i32(0)),
    ...loopWhile(lessThan32(get(counter), count), [...body, ...set(counter, add32(get(counter), i32(1)))]),
  ];
}

/**
 * `prepareX(left, right, work, count)` writes the differences of x and their running products;
 * `finishX(left, right, out, work, count)` adds, given the inverse of the whole product in the scratch memory.
 * `work` holds count + 1 products, then count differences. No pair may have equal x.
 */
function addBatchAddition(options: { add: Add; field: FieldFunctions; size: number; name: string }): void {
  const { add, field, size, name } = options;
  const word = (list: number, index: Code) => load32(add32(get(list), shl32(index, i32(2))));
  const xOf = (operand: number) => and32(get(operand), i32(-2));
  // y of a plain point, −y of a base whose sign is set.
  const yOf = (operand: number) =>
    sub32(add32(xOf(operand), i32(size)), mul32(and32(get(operand), i32(1)), i32(2 * size)));
  const product = (work: number, index: Code) => add32(get(work), mul32(index, i32(size)));
  const difference = (work: number, count: number, index: Code) =>
    product(work, add32(add32(get(count), i32(1)), index));
  {
    const [left, right, work, count, i, first, second] = [0, 1, 2, 3, 4, 5, 6];
    add({
      name: `prepare${name}`,
      parameters: 4,
      locals: [I32, I32, I32],
      body: repeat({
        counter: i,
        count: get(count),
        body: [
          ...set(first, word(left, get(i))),
          ...set(second, word(right, get(i))),
          ...call(field.lazySub, difference(work, count, get(i)), xOf(second), xOf(first)),
          ...call(
            field.mul,
            product(work, add32(get(i), i32(1))),
            product(work, get(i)),
            difference(work, count, get(i)),
          ),
        ],
      }),
    });
  }
  const [left, right, out, work, count, i, first, second, result] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const inverse = i32(SCRATCH.inverse);
  const temporary = (index: number) => i32(SCRATCH.temporaries + 8 * E + index * size);
  const [slope, square] = [temporary(0), temporary(1)];
  add({
    name: `finish${name}`,
    parameters: 5,
    locals: [I32, I32, I32, I32],
    body: [
      ...set(i, get(count)),
      ...loopWhile(get(i), [
        ...set(i, sub32(get(i), i32(1))),
        ...set(first, word(left, get(i))),
        ...set(second, word(right, get(i))),
        ...set(result, word(out, get(i))),
        ...call(field.mul, slope, inverse, product(work, get(i))),
        ...call(field.mul, inverse, inverse, difference(work, count, get(i))),
        ...call(field.lazySub, square, yOf(second), yOf(first)),
        ...call(field.mul, slope, slope, square),
        ...call(field.mul, square, slope, slope),
        ...call(field.sub2, get(result), square, xOf(first), xOf(second)),
        ...call(field.lazySub, square, xOf(first), get(result)),
        ...call(field.mul, square, slope, square),
        ...call(field.sub, add32(get(result), i32(size)), square, yOf(first)),
      ]),
    ],
  });
}

function addVectorFunctions(options: {
  add: Add;
  scalar: { mul: number; add: number; sub: number };
  baseMul: number;
}): void {
  const { add, scalar, baseMul } = options;
  const element = (vector: number, index: Code) => add32(get(vector), mul32(index, i32(E)));
  const pairwise = (name: string, index: number) =>
    add({
      name,
      parameters: 4,
      locals: [I32],
      body: repeat({
        counter: 4,
        count: get(3),
        body: call(index, element(0, get(4)), element(1, get(4)), element(2, get(4))),
      }),
    });
  pairwise('multiplyVectors', scalar.mul);
  pairwise('subtractVectors', scalar.sub);
  const scale = (name: string, index: number) =>
    add({
      name,
      parameters: 4,
      locals: [I32],
      body: repeat({ counter: 4, count: get(3), body: call(index, element(0, get(4)), element(1, get(4)), get(2)) }),
    });
  scale('scaleVector', scalar.mul);
  scale('scaleBaseVector', baseMul);

  // accumulate(targets, sources, coefficients, count): *target += coefficient · *source, by lists of addresses.
  const temporary = i32(SCRATCH.temporaries);
  const listed = (list: number) => load32(add32(get(list), shl32(get(4), i32(2))));
  add({
    name: 'accumulate',
    parameters: 4,
    locals: [I32],
    body: repeat({
      counter: 4,
      count: get(3),
      body: [
        ...call(scalar.mul, temporary, element(2, get(4)), listed(1)),
        ...call(scalar.add, listed(0), listed(0), temporary),
      ],
    }),
  });

  // One layer over n elements with butterflies half apart; roots are read every `stride` elements.
  const [values, n, half, roots, stride, start, j, low, high, root] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const layer = (name: string, butterfly: Code) =>
    add({
      name,
      parameters: 5,
      locals: [I32, I32, I32, I32, I32],
      body: [
        ...set(start, i32(0)),
        ...loopWhile(lessThan32(get(start), get(n)), [
          ...repeat({
            counter: j,
            count: get(half),
            body: [
              ...set(low, element(values, add32(get(start), get(j)))),
              ...set(high, add32(get(low), mul32(get(half), i32(E)))),
              ...set(root, element(roots, mul32(get(j), get(stride)))),
              ...butterfly,
            ],
          }),
          ...set(start, add32(get(start), shl32(get(half), i32(1)))),
        ]),
      ],
    });
  // Natural order in, bit-reversed out: (u + v, (u − v) · w).
  layer('layerDown', [
    ...call(scalar.sub, temporary, get(low), get(high)),
    ...call(scalar.add, get(low), get(low), get(high)),
    ...call(scalar.mul, get(high), temporary, get(root)),
  ]);
  // Bit-reversed in, natural order out: (u + v · w, u − v · w).
  layer('layerUp', [
    ...call(scalar.mul, temporary, get(high), get(root)),
    ...call(scalar.sub, get(high), get(low), temporary),
    ...call(scalar.add, get(low), get(low), temporary),
  ]);
}
