import { KYC_ENTITY_SCHEMA } from '@postern/credential';
import { FIELD_ORDER, hashNullifier, SUBGROUP_ORDER } from '@postern/primitives';
import { type CompiledPolicy, hashPolicy, layOutCircuitInputs, type SignalValue } from '@postern/proof';

import { createFixture, type Fixture, type FixtureOptions, PERSON_VALUES } from '../fixture.ts';
import type { AttackSuite, Signals, SignalTree, Vector } from './attack-suite.ts';

const toTree = (value: SignalValue): SignalTree =>
  typeof value === 'string' ? BigInt(value) : value.map((item) => toTree(item));

function signalsOf(fixture: Fixture): Signals {
  return Object.fromEntries(Object.entries(layOutCircuitInputs(fixture)).map(([name, value]) => [name, toTree(value)]));
}

const layOut = (options: FixtureOptions = {}) => signalsOf(createFixture(options));

function outputsOf(fixture: Fixture): Signals {
  return {
    nullifier: hashNullifier(fixture),
    registryRoot: fixture.root,
    policyHash: hashPolicy(fixture.compiledPolicy),
  };
}

/** Replaces one number of one signal. */
function change(signals: Signals, name: string, path: readonly number[], to: (value: bigint) => bigint): Signals {
  const at = (value: SignalTree, [index, ...rest]: readonly number[]): SignalTree => {
    if (index === undefined) return to(value as bigint);
    return (value as readonly SignalTree[]).map((item, i) => (i === index ? at(item, rest) : item));
  };
  return { ...signals, [name]: at(signals[name]!, path) };
}

/** A policy that uses every predicate, every mode and both kinds of list, with nothing symmetric about it. */
function everyPredicate(): { fixture: Fixture; policy: CompiledPolicy } {
  const fixture = createFixture({
    values: PERSON_VALUES.with(2, 756n).with(4, 77n).with(6, 3n).with(13, 40n).with(7, 0b101n),
    issuerId: 85,
    listId: 40_321,
    index: 0b1_1010_0110_0111_0001_0101,
    leafIndex: 93,
    flagged: [0b1_1010_0110_0111_0001_0100, 5],
  });
  const list = Array.from({ length: 48 }, (_, index) => 900 + index);
  const policy: CompiledPolicy = {
    schemaId: fixture.compiledPolicy.schemaId,
    ranges: [
      { slot: 0, mode: 'age', lo: 2n ** 40n + 180_000n, hi: 2n ** 40n + 1_509_999n },
      { slot: 6, mode: 'absolute', lo: 2n, hi: 3n },
      { slot: 8, mode: 'since', lo: 2n ** 40n - 60n, hi: 2n ** 40n + 86_401n },
      { slot: 11, mode: 'age', lo: 0n, hi: 2n ** 40n },
    ],
    sets: [
      { slots: [1, 2], mode: 'in', codes: list.with(30, 756) },
      { slots: [3, 13], mode: 'notIn', codes: list.toReversed() },
    ],
    flagsRequired: 0b100n,
    flagsForbidden: 1n << 12n,
    issuerMask: (1n << 85n) | (1n << 3n),
  };
  return { fixture: { ...fixture, compiledPolicy: policy }, policy };
}

function presentationVectors(): Vector[] {
  const { fixture: every } = everyPredicate();
  const plain = createFixture();
  const inputs = signalsOf(plain);
  const end = BigInt(plain.seal.validUntil);
  const refused = (name: string, signals: Signals): Vector => ({ name, expect: 'refused', signals });
  const other = createFixture({ listId: 2 });
  const index = 1_234_567;
  const moved = signalsOf({ ...createFixture({ listId: 1 }), registryPath: other.registryPath });
  const wider = (name: string, value: bigint) => refused(`${name} too wide, whatever else`, { [name]: value });
  return [
    { name: 'every predicate at once', expect: 'accepted', signals: signalsOf(every), outputs: outputsOf(every) },
    { name: 'the example policy', expect: 'accepted', signals: inputs, outputs: outputsOf(plain) },

    refused('a revoked seal', layOut({ index, flagged: [index] })),
    refused(
      'a revoked seal at another index',
      change(layOut({ index, flagged: [index] }), 'statusIndex', [], (v) => v + 1n),
    ),
    refused('one list’s credential under another list', { ...moved, registryRoot: other.root }),
    refused(
      'one list’s credential under another list, with its number',
      change(moved, 'listId', [], () => 2n),
    ),
    refused(
      'an index that wraps into the list',
      change(
        change(inputs, 'listId', [], (v) => v - 1n),
        'statusIndex',
        [],
        (v) => v + 2n ** 21n,
      ),
    ),
    refused(
      'a list that wraps into the issuer',
      change(
        change(layOut({ issuerId: 2 }), 'issuerId', [], (v) => v - 1n),
        'listId',
        [],
        (v) => v + 2n ** 16n,
      ),
    ),
    refused('another issuer’s leaf with a copied key', {
      ...signalsOf({ ...plain, registryPath: createFixture({ issuerId: 2 }).registryPath }),
      registryRoot: createFixture({ issuerId: 2 }).root,
    }),
    refused('an issuer outside the mask', layOut({ issuerId: 3 })),
    refused(
      'another schema’s seal',
      change(inputs, 'schemaId', [], () => KYC_ENTITY_SCHEMA.schemaId),
    ),
    refused('another schema’s issuer', {
      ...inputs,
      registryRoot: createFixture({
        schemaId: KYC_ENTITY_SCHEMA.schemaId,
        policy: { schema: 'kyc-entity/1', issuers: [1] },
      }).root,
    }),
    refused(
      'another holder',
      change(inputs, 'holderSecret', [], (v) => v + 1n),
    ),
    refused(
      'an expiry after the end',
      change(inputs, 'expiresAt', [], () => end + 1n),
    ),
    refused(
      'an expiry that wraps',
      change(inputs, 'expiresAt', [], () => end - FIELD_ORDER + 2n ** 40n),
    ),
    refused(
      'a signature scalar plus the order',
      change(inputs, 'signatureS', [], (v) => v + SUBGROUP_ORDER),
    ),
    refused(
      'an attribute nobody signed',
      change(inputs, 'attributeValues', [0], () => 19_000_101n),
    ),
    refused('a range that does not hold', layOut({ policy: { age: { atLeast: 30 }, issuers: [1] } })),
    refused('a time range that does not hold', layOut({ policy: { screened: { within: 'PT1H' }, issuers: [1] } })),
    refused('a listed residence', layOut({ policy: { residence: { notIn: ['DE'] }, issuers: [1] } })),
    refused(
      'a listed second nationality',
      layOut({ values: PERSON_VALUES.with(2, 364n), policy: { nationality: { notIn: ['IR'] }, issuers: [1] } }),
    ),
    refused('a missing flag', layOut({ policy: { flags: ['in_person'], issuers: [1] } })),
    refused('a forbidden flag', layOut({ values: PERSON_VALUES.with(7, 1n << 12n), policy: { issuers: [1] } })),
    ...[0, 1, 2, 3].map((range) =>
      refused(
        `range ${range} alone`,
        change(inputs, 'rangeHi', [range], () => 0n),
      ),
    ),
    ...[0, 1].map((set) =>
      refused(
        `list ${set} alone`,
        change(inputs, 'setMode', [set], () => 1n),
      ),
    ),

    wider('now', 2n ** 34n),
    wider('today', 2n ** 27n),
    wider('issuerId', 2n ** 7n),
    wider('listId', 2n ** 16n),
    wider('statusIndex', 2n ** 21n),
    {
      name: 'the widest times and places',
      expect: 'possible',
      signals: {
        now: 2n ** 34n - 1n,
        today: 2n ** 27n - 1n,
        issuerId: 127n,
        listId: 65_535n,
        statusIndex: 2n ** 21n - 1n,
      },
    },
  ];
}

export const PRESENTATION_SUITE: AttackSuite = {
  main: 'KycPresentation()',
  file: 'kyc-presentation.circom',
  publicInputs: ['scope', 'binding', 'now', 'today', 'expiresAt'],
  vectors: presentationVectors,
  freeHints: /\.IsZero_\w+\.inv$/,
};
