import type { AttackSuite, Vector } from './attack-suite.ts';
import { bitsOf } from './attack-suite.ts';

const OFFSET = 2n ** 40n;
const RANGE_MAX = 2n ** 41n - 1n;
const TODAY = 20_261_121n;
const NOW = 1_795_262_400n;

const attributes = Array.from({ length: 16 }, (_, slot) => 500n + BigInt(slot));

type Range = { slot: bigint; mode: bigint; lo: bigint; hi: bigint };
const range = (value: bigint, predicate: Range) => ({
  attributes: attributes.with(Number(predicate.slot), value),
  today: TODAY,
  now: NOW,
  ...predicate,
});
const holds = (name: string, value: bigint, predicate: Range): Vector => ({
  name,
  expect: 'accepted',
  signals: range(value, predicate),
  outputs: {
    word: predicate.slot + 2n ** 4n * predicate.mode + 2n ** 6n * predicate.lo + 2n ** 47n * predicate.hi,
  },
});
const fails = (name: string, value: bigint, predicate: Range): Vector => ({
  name,
  expect: 'refused',
  signals: range(value, predicate),
});

/** Both ends of a range, and one step past each. */
function ends(what: string, slot: bigint, mode: bigint, middle: bigint): Vector[] {
  const rv = [middle, OFFSET + TODAY - middle, OFFSET + NOW - middle][Number(mode)]!;
  return [
    holds(`${what}: the only value`, middle, { slot, mode, lo: rv, hi: rv }),
    holds(`${what}: anything`, middle, { slot, mode, lo: 0n, hi: RANGE_MAX }),
    fails(`${what}: below the lower end`, middle, { slot, mode, lo: rv + 1n, hi: RANGE_MAX }),
    fails(`${what}: above the upper end`, middle, { slot, mode, lo: 0n, hi: rv - 1n }),
    fails(`${what}: ends exchanged`, middle, { slot, mode, lo: rv + 1n, hi: rv - 1n }),
  ];
}

const rangeVectors: Vector[] = [
  ...ends('absolute', 0n, 0n, 20_000_229n),
  ...ends('age', 15n, 1n, 20_081_121n),
  ...ends('age in the future', 9n, 1n, 20_300_101n),
  ...ends('seconds since', 8n, 2n, NOW - 86_400n),
  ...ends('seconds since, in the future', 6n, 2n, NOW + 60n),
  ...ends('a birth date of zero', 1n, 1n, 0n),
  holds('the widest value', OFFSET - 1n, { slot: 5n, mode: 0n, lo: 0n, hi: RANGE_MAX }),
  fails('a value of 41 bits', OFFSET, { slot: 5n, mode: 0n, lo: 0n, hi: RANGE_MAX }),
  fails('a value of 41 bits as an age', OFFSET, { slot: 5n, mode: 1n, lo: 0n, hi: RANGE_MAX }),
  fails('a value that wraps around the field', -1n, { slot: 5n, mode: 0n, lo: 0n, hi: RANGE_MAX }),
  fails('a mode that does not exist', 5n, { slot: 5n, mode: 3n, lo: 0n, hi: RANGE_MAX }),
  { name: 'a slot that does not exist', expect: 'refused', signals: { slot: 16n } },
  { name: 'the last slot', expect: 'possible', signals: { slot: 15n } },
  { name: 'mode 3, whatever else', expect: 'refused', signals: { mode: 3n } },
  { name: 'mode 4, whatever else', expect: 'refused', signals: { mode: 4n } },
  { name: 'a lower end of 42 bits', expect: 'refused', signals: { lo: 2n ** 41n } },
  { name: 'a lower end of 41 bits', expect: 'possible', signals: { lo: RANGE_MAX } },
  { name: 'an upper end of 42 bits', expect: 'refused', signals: { hi: 2n ** 41n } },
  { name: 'an upper end of 41 bits', expect: 'possible', signals: { hi: RANGE_MAX } },
  fails('an upper end of 42 bits over a small value', 5n, { slot: 5n, mode: 0n, lo: 0n, hi: 2n ** 41n }),
  fails('an upper end below zero', 5n, { slot: 5n, mode: 0n, lo: 0n, hi: -1n }),
  fails('a lower end below zero', 5n, { slot: 5n, mode: 0n, lo: -1n, hi: RANGE_MAX }),
];

const codes = Array.from({ length: 48 }, (_, index) => BigInt(index + 1));
const pack = (list: readonly bigint[]) => list.reduce((word, code, index) => word + code * 1024n ** BigInt(index), 0n);
type Listing = { list?: readonly bigint[]; mode: bigint; slotA?: bigint; slotB?: bigint };
const listing = ({ list = codes, mode, slotA = 1n, slotB = 2n }: Listing) => ({
  attributes,
  slotA,
  slotB,
  mode,
  codes: list,
});
const listed = (name: string, options: Listing): Vector => ({
  name,
  expect: 'accepted',
  signals: listing(options),
  outputs: {
    lowWord: pack((options.list ?? codes).slice(0, 24)),
    highWord: pack((options.list ?? codes).slice(24)),
  },
});
const unlisted = (name: string, options: Listing): Vector => ({ name, expect: 'refused', signals: listing(options) });

const setVectors: Vector[] = [
  listed('neither is listed', { mode: 0n }),
  unlisted('neither is listed, mode in', { mode: 1n }),
  ...[0, 1, 23, 24, 46, 47].flatMap((position) =>
    [501n, 502n].flatMap((value) => {
      const list = codes.with(position, value);
      return [
        listed(`${value} at ${position}, mode in`, { list, mode: 1n }),
        unlisted(`${value} at ${position}, mode not in`, { list, mode: 0n }),
      ];
    }),
  ),
  listed('both are listed', { list: codes.with(3, 501n).with(9, 502n), mode: 1n }),
  unlisted('both are listed, mode not in', { list: codes.with(3, 501n).with(9, 502n), mode: 0n }),
  listed('other slots', { list: codes.with(5, 515n), mode: 1n, slotA: 15n, slotB: 0n }),
  listed('the widest codes', { list: codes.map((code) => 1024n - code), mode: 0n, slotA: 0n, slotB: 0n }),
  unlisted('mode 2', { mode: 2n }),
  { name: 'mode 2, whatever else', expect: 'refused', signals: { mode: 2n } },
  { name: 'slot A outside', expect: 'refused', signals: { slotA: 16n } },
  { name: 'slot B outside', expect: 'refused', signals: { slotB: 16n } },
  { name: 'the last slots', expect: 'possible', signals: { slotA: 15n, slotB: 15n } },
  ...[0, 23, 24, 47].map(
    (position): Vector => ({
      name: `a code of 11 bits at ${position}`,
      expect: 'refused',
      signals: { codes: codes.with(position, 1024n) },
    }),
  ),
  { name: 'a code below zero', expect: 'refused', signals: { codes: codes.with(1, -1n) } },
  { name: 'a code that is the attribute plus 1024', expect: 'refused', signals: { codes: codes.with(1, 1525n) } },
];

const flagsOf = (flags: bigint, required: bigint, forbidden: bigint) => ({ flags, required, forbidden });
const ALL = 2n ** 32n - 1n;

const flagVectors: Vector[] = [
  ...Array.from({ length: 32 }, (_, bit) => 1n << BigInt(bit)).flatMap((flag): Vector[] => [
    { name: `${flag} required and set`, expect: 'accepted', signals: flagsOf(flag, flag, 0n), outputs: {} },
    { name: `${flag} required and clear`, expect: 'refused', signals: flagsOf(ALL ^ flag, flag, 0n) },
    { name: `${flag} forbidden and clear`, expect: 'accepted', signals: flagsOf(ALL ^ flag, 0n, flag), outputs: {} },
    { name: `${flag} forbidden and set`, expect: 'refused', signals: flagsOf(flag, 0n, flag) },
    { name: `${flag} both, set`, expect: 'refused', signals: flagsOf(flag, flag, flag) },
    { name: `${flag} both, clear`, expect: 'refused', signals: flagsOf(0n, flag, flag) },
  ]),
  ...['flags', 'required', 'forbidden'].flatMap((signal): Vector[] => [
    { name: `${signal} of 33 bits`, expect: 'refused', signals: { [signal]: 2n ** 32n } },
    { name: `${signal} of 32 bits`, expect: 'possible', signals: { [signal]: ALL } },
    { name: `${signal} below zero`, expect: 'refused', signals: { [signal]: -1n } },
  ]),
];

const mask = (id: bigint, value: bigint) => ({ issuerBits: bitsOf(id, 7), mask: value });

const maskVectors: Vector[] = [
  ...[0n, 1n, 2n, 4n, 8n, 16n, 32n, 64n, 127n, 85n].flatMap((id): Vector[] => [
    { name: `issuer ${id} alone`, expect: 'accepted', signals: mask(id, 1n << id), outputs: {} },
    { name: `all but issuer ${id}`, expect: 'refused', signals: mask(id, (2n ** 128n - 1n) ^ (1n << id)) },
  ]),
  { name: 'a mask of 129 bits', expect: 'refused', signals: { mask: 2n ** 128n + 1n } },
  { name: 'a mask of 128 bits', expect: 'possible', signals: { mask: 2n ** 128n - 1n } },
];

const SECONDS = 2n ** 40n;
const until = (expiresAt: bigint, validUntil: bigint) => ({ expiresAt, validUntil });

const expiryVectors: Vector[] = [
  { name: 'the last moment', expect: 'accepted', signals: until(NOW, NOW), outputs: {} },
  { name: 'earlier', expect: 'accepted', signals: until(NOW, NOW + 1n), outputs: {} },
  { name: 'the widest expiry', expect: 'accepted', signals: until(SECONDS - 1n, SECONDS), outputs: {} },
  { name: 'the widest difference', expect: 'accepted', signals: until(0n, SECONDS - 1n), outputs: {} },
  { name: 'a second late', expect: 'refused', signals: until(NOW + 1n, NOW) },
  { name: 'an expiry of 41 bits', expect: 'refused', signals: until(SECONDS, SECONDS) },
  { name: 'a difference of 41 bits', expect: 'refused', signals: until(5n, SECONDS + 5n) },
  { name: 'an expiry below zero', expect: 'refused', signals: until(-1n, NOW) },
  { name: 'an end below zero', expect: 'refused', signals: until(0n, -1n) },
];

export const PREDICATE_SUITES: readonly AttackSuite[] = [
  {
    main: 'RangePredicate()',
    file: 'predicates/range-predicate.circom',
    publicInputs: ['attributes', 'today', 'now', 'slot', 'mode', 'lo', 'hi'],
    vectors: () => rangeVectors,
  },
  {
    main: 'SetPredicate(48)',
    file: 'predicates/set-predicate.circom',
    publicInputs: ['attributes', 'slotA', 'slotB', 'mode', 'codes'],
    vectors: () => setVectors,
    // IsZero: in·inv = 1 − out and in·out = 0. With in = 0 any inv will do, and out is 1 all the same.
    freeHints: /\.IsZero_\w+\.inv$/,
  },
  {
    main: 'FlagsPredicate()',
    file: 'predicates/flags-predicate.circom',
    publicInputs: ['flags', 'required', 'forbidden'],
    vectors: () => flagVectors,
  },
  {
    main: 'IssuerMask()',
    file: 'predicates/issuer-mask.circom',
    publicInputs: ['issuerBits', 'mask'],
    vectors: () => maskVectors,
  },
  {
    main: 'Expiry()',
    file: 'expiry.circom',
    publicInputs: ['expiresAt', 'validUntil'],
    vectors: () => expiryVectors,
  },
];
