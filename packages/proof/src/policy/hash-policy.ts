import { DOMAIN_SEPARATORS, type FieldElement, poseidon } from '@postern/primitives';

import {
  type CompiledPolicy,
  RANGE_MODE_CODE,
  type RangePredicate,
  SET_MODE_CODE,
  SET_SIZE,
  type SetPredicate,
} from './compiled-policy.ts';

const HALF = SET_SIZE / 2;

/**
 * The public signal `policyHash`: every policy value packed into fixed bit fields, then
 * `Poseidon(DS_POLICY, schemaId, pair01, pair23, set0lo, set0hi, set1lo, set1hi, misc)`.
 * The circuit computes the same in `policy-hash.circom`.
 */
export function hashPolicy(policy: CompiledPolicy): FieldElement {
  const [w0, w1, w2, w3] = policy.ranges.map(packRange);
  const [set0, set1] = policy.sets;
  const misc =
    policy.flagsRequired + (policy.flagsForbidden << 32n) + (packSetHead(set0!) << 64n) + (packSetHead(set1!) << 73n);
  return poseidon([
    DOMAIN_SEPARATORS.DS_POLICY,
    policy.schemaId,
    w0! + (w1! << 88n),
    w2! + (w3! << 88n),
    packCodes(set0!.codes.slice(0, HALF)),
    packCodes(set0!.codes.slice(HALF)),
    packCodes(set1!.codes.slice(0, HALF)),
    packCodes(set1!.codes.slice(HALF)),
    misc + (policy.issuerMask << 82n),
  ]);
}

/** 4 + 2 + 41 + 41 bits. */
function packRange(range: RangePredicate): bigint {
  return BigInt(range.slot) + (RANGE_MODE_CODE[range.mode] << 4n) + (range.lo << 6n) + (range.hi << 47n);
}

/** 4 + 4 + 1 bits. */
function packSetHead(set: SetPredicate): bigint {
  return BigInt(set.slots[0]) + (BigInt(set.slots[1]) << 4n) + (SET_MODE_CODE[set.mode] << 8n);
}

/** 24 codes of 10 bits. */
function packCodes(codes: readonly number[]): bigint {
  return codes.reduce((word, code, index) => word + (BigInt(code) << BigInt(10 * index)), 0n);
}
