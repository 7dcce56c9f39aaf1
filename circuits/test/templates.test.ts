import {
  deriveEddsaPublicKey,
  FIELD_ORDER,
  poseidon,
  signEddsa,
  SUBGROUP_ORDER,
  verifyEddsa,
} from '@postern/primitives';
import type { CircuitInputs } from '@postern/proof';
import { buildEddsa, buildPoseidon } from 'circomlibjs';
import { beforeAll, describe, expect, test } from 'vitest';

import { createSeededRandom } from './fixture.ts';
import { findViolations, readConstraintSystem } from './support/check-r1cs.ts';
import { type CompiledTemplate, compileTemplate } from './support/compile-template.ts';
import { WitnessRefused } from './support/witness-calculator.ts';

const text = (value: bigint | number) => value.toString();

function accepts(template: CompiledTemplate, inputs: CircuitInputs): boolean {
  try {
    template.calculate(inputs);
    return true;
  } catch (error) {
    if (error instanceof WitnessRefused) return false;
    throw error;
  }
}

describe('IssuerSignature', () => {
  let template: CompiledTemplate;
  const random = createSeededRandom(5);
  const inputsOf = (key: readonly bigint[], r8: readonly bigint[], s: bigint, message: bigint): CircuitInputs => ({
    key: key.map(text),
    r8: r8.map(text),
    s: text(s),
    message: text(message),
  });

  beforeAll(async () => {
    template = await compileTemplate({ main: 'IssuerSignature()', include: 'issuer-signature.circom' });
  }, 60_000);

  test('keeps to its size', () => {
    expect(template.constraints).toBe(3008);
  });

  test('accepts signatures of random keys over random messages, and no other message', () => {
    for (let run = 0; run < 20; run += 1) {
      const privateKey = random.bytes(32);
      const message = BigInt(run) * 0x1234_5678_9abc_def0_1234_5678_9abc_def0n;
      const key = deriveEddsaPublicKey(privateKey);
      const { r8, s } = signEddsa({ privateKey, message });
      expect(accepts(template, inputsOf(key, r8, s, message))).toBe(true);
      expect(accepts(template, inputsOf(key, r8, s, message + 1n))).toBe(false);
      expect(accepts(template, inputsOf(key, r8, s + SUBGROUP_ORDER, message))).toBe(false);
    }
  });

  test('accepts the signatures of a second implementation', async () => {
    const eddsa = await buildEddsa();
    const field = eddsa.babyJub.F;
    for (let run = 0; run < 5; run += 1) {
      const privateKey = random.bytes(32);
      const message = BigInt(987_654_321 + run);
      const key = eddsa.prv2pub(privateKey).map((x: Uint8Array) => field.toObject(x)) as [bigint, bigint];
      const { R8, S } = eddsa.signPoseidon(privateKey, field.e(message));
      const r8 = R8.map((x: Uint8Array) => field.toObject(x)) as [bigint, bigint];
      expect(accepts(template, inputsOf(key, r8, S, message))).toBe(true);
      expect(verifyEddsa({ key, message, signature: { r8, s: S } })).toBe(true);
    }
  });

  test('agrees with the plain verifier on keys and points with a small-order part', () => {
    const privateKey = new Uint8Array(32).fill(9);
    const key = deriveEddsaPublicKey(privateKey);
    const message = 42n;
    const { r8, s } = signEddsa({ privateKey, message });
    // (x, y) + (0, −1) = (−x, −y): the point of order 2.
    const shift = ([x, y]: readonly [bigint, bigint]) => [FIELD_ORDER - x, FIELD_ORDER - y] as const;
    for (const [otherKey, otherR8] of [
      [shift(key), r8],
      [key, shift(r8)],
      [shift(key), shift(r8)],
    ] as const) {
      const expected = verifyEddsa({ key: otherKey, message, signature: { r8: otherR8, s } });
      expect(accepts(template, inputsOf(otherKey, otherR8, s, message))).toBe(expected);
    }
  });

  test('signs nothing for a key of small order, whatever S', () => {
    // 8A is the identity, so S·B8 = R8 would hold for any message.
    const base = deriveEddsaPublicKey(new Uint8Array(32).fill(1));
    const { r8, s } = signEddsa({ privateKey: new Uint8Array(32).fill(1), message: 1n });
    expect(accepts(template, inputsOf([0n, 1n], r8, s, 1n))).toBe(false);
    expect(accepts(template, inputsOf([0n, FIELD_ORDER - 1n], base, 1n, 1n))).toBe(false);
    expect(accepts(template, inputsOf([0n, 1n], [0n, 1n], 0n, 1n))).toBe(false);
  });
});

describe('AtMostBits', () => {
  test('accepts up to its bound and refuses above, also at constraint level', async () => {
    const template = await compileTemplate({ main: 'AtMostBits(8, 166)', include: 'lib/at-most-bits.circom' });
    const system = await readConstraintSystem(template.r1cs);
    for (let value = 0; value < 256; value += 1) {
      expect(accepts(template, { in: text(value) })).toBe(value <= 166);
      expect(findViolations(system, template.unchecked.calculate({ in: text(value) })).length === 0).toBe(value <= 166);
    }
  });

  test('has no second decomposition of a value below 2^254 − r', async () => {
    const template = await compileTemplate({
      main: 'AtMostBits(254, ((-1 >> 128) << 128) - 1)',
      include: 'lib/at-most-bits.circom',
    });
    const system = await readConstraintSystem(template.r1cs);
    const witness = template.calculate({ in: '5' });
    expect(findViolations(system, witness)).toEqual([]);
    // The alias 5 + r, bit by bit: 254 boolean bits whose sum is 5 modulo r.
    const rows = template.sym.split('\n').map((line) => line.split(','));
    for (const [, wire, , name] of rows) {
      const bit = /^main\.out\[(\d+)\]$/.exec(name ?? '')?.[1];
      if (bit !== undefined && Number(wire) > 0) witness[Number(wire)] = ((5n + FIELD_ORDER) >> BigInt(bit)) & 1n;
    }
    expect(findViolations(system, witness).length).toBeGreaterThan(0);
  });
});

describe('BitAt', () => {
  test('gives every one of the 128 bits', async () => {
    const template = await compileTemplate({ main: 'BitAt()', include: 'lib/bit-at.circom' });
    expect(template.constraints).toBe(158);
    const word = 0xa5f0_1234_5678_9abc_def0_0fed_cba9_8765n;
    for (let index = 0; index < 128; index += 1) {
      const indexBits = Array.from({ length: 7 }, (_, bit) => text((index >> bit) & 1));
      const witness = template.calculate({ word: text(word), indexBits });
      expect(witness[1]).toBe((word >> BigInt(index)) & 1n);
    }
    expect(accepts(template, { word: text(2n ** 128n), indexBits: Array.from({ length: 7 }, () => '0') })).toBe(false);
  });
});

describe('SetPredicate', () => {
  const attributes = Array.from({ length: 16 }, (_, slot) => text(500 + slot));
  const inputsOf = (codes: readonly number[], mode: number, slotA = 1, slotB = 2): CircuitInputs => ({
    attributes,
    slotA: text(slotA),
    slotB: text(slotB),
    mode: text(mode),
    codes: codes.map(text),
  });

  test('sees a listed value at every position, in both slots and both modes', async () => {
    const template = await compileTemplate({ main: 'SetPredicate(48)', include: 'predicates/set-predicate.circom' });
    expect(template.constraints).toBe(616);
    const others = Array.from({ length: 48 }, (_, index) => index + 1);
    for (let position = 0; position < 48; position += 1) {
      for (const listed of [501, 502]) {
        const codes = others.with(position, listed);
        expect(accepts(template, inputsOf(codes, 1))).toBe(true);
        expect(accepts(template, inputsOf(codes, 0))).toBe(false);
      }
    }
    expect(accepts(template, inputsOf(others, 0))).toBe(true);
    expect(accepts(template, inputsOf(others, 1))).toBe(false);
    expect(accepts(template, inputsOf(others, 2))).toBe(false);
    expect(accepts(template, inputsOf(others.with(47, 1024), 0))).toBe(false);
    expect(accepts(template, inputsOf(others, 0, 16))).toBe(false);
  });
});

describe('FlagsPredicate', () => {
  test('treats each of the 32 bits alike', async () => {
    const template = await compileTemplate({ main: 'FlagsPredicate()', include: 'predicates/flags-predicate.circom' });
    expect(template.constraints).toBe(128);
    const all = 2n ** 32n - 1n;
    for (let bit = 0n; bit < 32n; bit += 1n) {
      const mask = 1n << bit;
      const check = (flags: bigint, required: bigint, forbidden: bigint) =>
        accepts(template, { flags: text(flags), required: text(required), forbidden: text(forbidden) });
      expect(check(mask, mask, 0n)).toBe(true);
      expect(check(all ^ mask, mask, 0n)).toBe(false);
      expect(check(all ^ mask, 0n, mask)).toBe(true);
      expect(check(mask, 0n, mask)).toBe(false);
      expect(check(mask, mask, mask)).toBe(false);
      expect(check(0n, mask, mask)).toBe(false);
    }
  });
});

describe('Poseidon', () => {
  test('agrees with a second implementation on 10,000 inputs', async () => {
    const second = await buildPoseidon();
    const random = createSeededRandom(77);
    const element = () => random.bytes(40).reduce((value, byte) => (value * 256n + BigInt(byte)) % FIELD_ORDER, 0n);
    const arities = [2, 3, 4, 5, 6, 9, 16];
    for (let run = 0; run < 10_000; run += 1) {
      // The wide ones are dear: one in fifty.
      const arity = run % 50 === 0 ? arities[random.below(arities.length)]! : arities[random.below(3)]!;
      const inputs = Array.from({ length: arity }, element);
      if (second.F.toObject(second(inputs)) !== poseidon(inputs)) expect.fail(`differs on ${arity} inputs, run ${run}`);
    }
  }, 120_000);
});
