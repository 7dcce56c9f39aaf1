import { KYC_ENTITY_SCHEMA } from '@postern/credential';
import { FIELD_ORDER, hashNullifier, SUBGROUP_ORDER } from '@postern/primitives';
import {
  type CircuitInputs,
  circuitManifest,
  createCircuitInputs,
  hashPolicy,
  layOutCircuitInputs,
  PUBLIC_SIGNAL_NAMES,
  type PublicSignalName,
  type SignalValue,
} from '@postern/proof';
import { beforeAll, describe, expect, test } from 'vitest';

import { createFixture, type FixtureOptions, PERSON_VALUES } from './fixture.ts';
import { type ConstraintSystem, findViolations, readConstraintSystem } from './support/check-r1cs.ts';
import { type CompiledTemplate, compileTemplate } from './support/compile-template.ts';
import { WitnessRefused } from './support/witness-calculator.ts';

const PUBLIC_INPUTS = ['scope', 'binding', 'now', 'today', 'expiresAt'];

let circuit: CompiledTemplate;
let system: ConstraintSystem;

beforeAll(async () => {
  circuit = await compileTemplate({ publicInputs: PUBLIC_INPUTS });
  system = await readConstraintSystem(circuit.r1cs);
}, 180_000);

/** Refused by the calculator, and by the constraints themselves when the calculator is bypassed. */
function expectRefused(inputs: CircuitInputs): void {
  expect(() => circuit.calculate(inputs)).toThrow(WitnessRefused);
  expect(findViolations(system, circuit.unchecked.calculate(inputs)).length).toBeGreaterThan(0);
}

function signals(witness: readonly bigint[]): Record<PublicSignalName, bigint> {
  return Object.fromEntries(PUBLIC_SIGNAL_NAMES.map((name, index) => [name, witness[index + 1]!])) as never;
}

/** Replaces one element of one input signal. */
function tamper(
  inputs: CircuitInputs,
  name: string,
  path: readonly number[],
  change: (value: bigint) => bigint,
): CircuitInputs {
  const at = (value: SignalValue, [index, ...rest]: readonly number[]): SignalValue => {
    if (index === undefined) return change(BigInt(value as string)).toString();
    return (value as readonly SignalValue[]).map((item, i) => (i === index ? at(item, rest) : item));
  };
  return { ...inputs, [name]: at(inputs[name]!, path) };
}

const layOut = (options: FixtureOptions = {}) => layOutCircuitInputs(createFixture(options));

describe('the statement', () => {
  test('keeps to its size', () => {
    expect(circuit.constraints).toBe(16_346);
    expect(circuitManifest.constraints).toBe(circuit.constraints);
    expect(system.constraints.length).toBe(circuit.constraints);
  });

  test('accepts a true statement with the public signals that TypeScript computes', () => {
    const fixture = createFixture();
    const witness = circuit.calculate(createCircuitInputs(fixture));
    expect(signals(witness)).toEqual({
      nullifier: hashNullifier(fixture),
      registryRoot: fixture.root,
      policyHash: hashPolicy(fixture.compiledPolicy),
      scope: fixture.scope,
      binding: fixture.binding,
      now: BigInt(fixture.now),
      today: 20_261_121n,
      expiresAt: BigInt(fixture.expiresAt),
    });
    expect(findViolations(system, witness)).toEqual([]);
  });

  test('the calculator without assertions agrees with the real one on a true statement', () => {
    const inputs = layOut();
    expect(circuit.unchecked.calculate(inputs)).toEqual(circuit.calculate(inputs));
  });

  test('the same circuit proves a legal entity', () => {
    const values = PERSON_VALUES.with(0, 20_010_315n).with(12, 1n).with(10, 7n);
    const fixture = createFixture({
      schemaId: KYC_ENTITY_SCHEMA.schemaId,
      values,
      policy: { schema: 'kyc-entity/1', jurisdiction: { notIn: ['IR'] }, assurance: { atLeast: 'low' }, issuers: [1] },
    });
    expect(findViolations(system, circuit.calculate(createCircuitInputs(fixture)))).toEqual([]);
  });
});

describe('every signed or anchored input matters', () => {
  const plusOne = (value: bigint) => value + 1n;
  const cases: [signal: string, path: number[]][] = [
    ['holderSecret', []],
    ['schemaId', []],
    ...Array.from({ length: 16 }, (_, slot): [string, number[]] => ['attributeValues', [slot]]),
    ...Array.from({ length: 16 }, (_, slot): [string, number[]] => ['attributeBlindings', [slot]]),
    ['issuerId', []],
    ['listId', []],
    ['statusIndex', []],
    ['validUntil', []],
    ['issuerKey', [0]],
    ['issuerKey', [1]],
    ['signatureR8', [0]],
    ['signatureR8', [1]],
    ['signatureS', []],
  ];
  test.each(cases)('refuses another %s %j', (signal, path) => {
    const inputs = tamper(layOut(), signal, path, plusOne);
    expect(() => circuit.calculate(inputs)).toThrow(WitnessRefused);
  });

  test('constraints refuse them too when the calculator is bypassed', () => {
    for (const [signal, path] of cases.filter((_, index) => index % 5 === 0)) {
      expect(
        findViolations(system, circuit.unchecked.calculate(tamper(layOut(), signal, path, plusOne))).length,
      ).toBeGreaterThan(0);
    }
  });

  test.each([
    ['statusSiblings', [0, 1]],
    ['statusSiblings', [6, 2]],
    ['registrySiblings', [0]],
    ['registrySiblings', [6]],
    ['registryIndex', []],
  ] as [string, number[]][])('another %s %j gives another registry root', (signal, path) => {
    const witness = circuit.calculate(tamper(layOut(), signal, path, plusOne));
    expect(signals(witness).registryRoot).not.toBe(createFixture().root);
  });

  test.each(PUBLIC_SIGNAL_NAMES.map((name, index) => [name, index + 1] as const))(
    'no constraint system accepts another %s',
    (_, wire) => {
      const witness = circuit.calculate(layOut());
      witness[wire] = (witness[wire]! + 1n) % FIELD_ORDER;
      expect(findViolations(system, witness).length).toBeGreaterThan(0);
    },
  );
});

describe('named attacks', () => {
  test('a revoked or suspended seal', () => {
    const index = 1_234_567;
    expectRefused(layOut({ index, flagged: [index] }));
  });

  test('neighbours may be revoked', () => {
    const index = 1_234_567;
    circuit.calculate(layOut({ index, flagged: [index - 1, index + 1, index + 128, 0] }));
  });

  test('one list’s credential under another list', () => {
    const other = createFixture({ listId: 2 });
    const inputs = layOutCircuitInputs({ ...createFixture({ listId: 1 }), registryPath: other.registryPath });
    expect(signals(circuit.calculate(inputs)).registryRoot).not.toBe(other.root);
    expectRefused(tamper(inputs, 'listId', [], () => 2n));
  });

  test('a status index that wraps into the list id', () => {
    const inputs = tamper(layOut(), 'listId', [], (value) => value - 1n);
    expectRefused(tamper(inputs, 'statusIndex', [], (value) => value + 2n ** 21n));
  });

  test('an issuer id that wraps into the list id', () => {
    const inputs = tamper(layOut({ issuerId: 2 }), 'issuerId', [], (value) => value - 1n);
    expectRefused(tamper(inputs, 'listId', [], (value) => value + 2n ** 16n));
  });

  test('another issuer’s leaf with a copied key has another root', () => {
    const copied = createFixture({ issuerId: 2 });
    const inputs = layOutCircuitInputs({ ...createFixture({ issuerId: 1 }), registryPath: copied.registryPath });
    expect(signals(circuit.calculate(inputs)).registryRoot).not.toBe(copied.root);
  });

  test('an issuer outside the mask', () => {
    expectRefused(layOut({ issuerId: 3 }));
    circuit.calculate(layOut({ issuerId: 2 }));
  });

  test('another schema’s seal', () => {
    const fixture = createFixture();
    expectRefused(tamper(layOutCircuitInputs(fixture), 'schemaId', [], () => KYC_ENTITY_SCHEMA.schemaId));
  });

  test('an expiry after the seal’s end, or wrapped around the field', () => {
    const { seal } = createFixture();
    const end = BigInt(seal.validUntil);
    expectRefused(tamper(layOut(), 'expiresAt', [], () => end + 1n));
    expectRefused(tamper(layOut(), 'expiresAt', [], () => end - 2n ** 40n));
    expectRefused(tamper(layOut(), 'expiresAt', [], () => 2n ** 40n));
    circuit.calculate(tamper(layOut(), 'expiresAt', [], () => end));
  });

  test('times wider than the calendar', () => {
    expectRefused(tamper(layOut(), 'now', [], (value) => value + 2n ** 34n));
    expectRefused(tamper(layOut(), 'today', [], (value) => value + 2n ** 27n));
  });

  test('a signature scalar plus the subgroup order', () => {
    expectRefused(tamper(layOut(), 'signatureS', [], (value) => value + SUBGROUP_ORDER));
  });

  test('points off the curve, and a key of small order', () => {
    expectRefused({ ...layOut(), signatureR8: ['1', '1'] });
    expectRefused({ ...layOut(), issuerKey: ['1', '1'] });
    expectRefused({ ...layOut(), issuerKey: ['0', '1'] });
    expectRefused({ ...layOut(), issuerKey: ['0', (FIELD_ORDER - 1n).toString()] });
  });

  test('a policy value swapped by the prover changes the policy hash', () => {
    const fixture = createFixture();
    const expected = hashPolicy(fixture.compiledPolicy);
    for (const [signal, path, change] of [
      ['rangeLo', [0], (value: bigint) => value - 10_000n],
      ['rangeHi', [3], (value: bigint) => value - 1n],
      ['setCodes', [0, 5], () => 1n],
      ['flagsForbidden', [], () => 0n],
      ['issuerMask', [], (value: bigint) => value + 8n],
    ] as const) {
      const witness = circuit.calculate(tamper(layOutCircuitInputs(fixture), signal, path, change));
      expect(signals(witness).policyHash).not.toBe(expected);
    }
  });

  test('policy fields that overflow into their neighbours', () => {
    // The packed words stay equal; the range checks refuse the split.
    const inputs = layOut();
    expectRefused(
      tamper(
        tamper(inputs, 'setCodes', [0, 0], (value) => value + 1024n),
        'setCodes',
        [0, 1],
        (value) => value - 1n,
      ),
    );
    expectRefused(
      tamper(
        tamper(inputs, 'rangeSlot', [0], (value) => value + 16n),
        'rangeMode',
        [0],
        (value) => value - 1n,
      ),
    );
    expectRefused(tamper(inputs, 'rangeMode', [0], () => 3n));
    expectRefused(
      tamper(
        tamper(inputs, 'flagsRequired', [], () => 2n ** 32n),
        'flagsForbidden',
        [],
        (value) => value - 1n,
      ),
    );
    expectRefused(tamper(inputs, 'issuerMask', [], (value) => value + 2n ** 128n));
  });

  test('flags wider than their slot', () => {
    expectRefused(layOut({ values: PERSON_VALUES.with(7, 2n ** 32n + 3n) }));
  });

  test('a hash slot or a wrapped value in a range', () => {
    const inputs = layOut({ values: PERSON_VALUES.with(0, FIELD_ORDER - 1n) });
    expectRefused(inputs);
    expectRefused(layOut({ values: PERSON_VALUES.with(0, 2n ** 40n) }));
  });
});
