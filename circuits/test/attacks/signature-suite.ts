import { poseidon, SUBGROUP_ORDER } from '@postern/primitives';

import type { AttackSuite, Signals, Vector } from './attack-suite.ts';
import {
  addPoints,
  BASE8,
  GENERATOR,
  LADDER_OFFSET,
  multiplyPoint,
  negatePoint,
  ORDER_TWO,
  type Point,
} from './edwards.ts';

const l = SUBGROUP_ORDER;
/** The highest S and challenge that the circuit takes. */
const S_MAX = ((l >> 128n) << 128n) - 1n;
const CHALLENGE_MAX =
  ((21888242871839275222246405745257275088548364400416034343698204186575808495616n >> 128n) << 128n) - 1n;

/** S·B8 = R8 + h·8A, with the nonce and the key in the clear. */
function sign(options: { secret: bigint; nonce: bigint; message: bigint; r8?: Point }): Signals {
  const { secret, nonce, message } = options;
  const key = multiplyPoint(BASE8, secret);
  const r8 = options.r8 ?? multiplyPoint(BASE8, nonce);
  const challenge = poseidon([...r8, ...key, message]);
  return { key, r8, s: (nonce + 8n * challenge * secret) % l, message };
}

/**
 * A signature whose two sides are mirror images: the same y, or the same x. Only someone with a secret key and knowledge
 * of K's multiples can make one, and it would give each message a second signature.
 */
function signMirrored(extra: Point): Signals {
  const [secret, nonce, message] = [4_711n, 815n, 42n];
  const shift = negatePoint(multiplyPoint(LADDER_OFFSET, 2n ** 255n));
  const r8 = addPoints(addPoints(multiplyPoint(BASE8, nonce), shift), extra);
  const signed = sign({ secret, nonce, message, r8 });
  return { ...signed, s: (l - (signed['s'] as bigint)) % l };
}

const honest = sign({ secret: 123_456_789n, nonce: 987_654_321n, message: 5n });
const orderEight = multiplyPoint(GENERATOR, l);
const inverseOfFour = (3n * l + 1n) / 4n;
/** 4A = −K: the ladder would start at the neutral element. */
const keyAgainstOffset = negatePoint(multiplyPoint(LADDER_OFFSET, inverseOfFour));

const vectors: Vector[] = [
  { name: 'a signature', expect: 'accepted', signals: honest, outputs: {} },
  {
    name: 'another signature',
    expect: 'accepted',
    signals: sign({ secret: l - 3n, nonce: 7n, message: 2n ** 250n }),
    outputs: {},
  },
  { name: 'another message', expect: 'refused', signals: { ...honest, message: 6n } },
  { name: 'another S', expect: 'refused', signals: { ...honest, s: (honest['s'] as bigint) + 1n } },
  { name: 'another R8', expect: 'refused', signals: { ...honest, r8: BASE8 } },
  { name: 'another key', expect: 'refused', signals: { ...honest, key: BASE8 } },
  { name: 'two sides with one y', expect: 'refused', signals: signMirrored([0n, 1n]) },
  { name: 'two sides with one x', expect: 'refused', signals: signMirrored(ORDER_TWO) },
  { name: 'a key off the curve, whatever else', expect: 'refused', signals: { key: [1n, 1n] } },
  { name: 'an R8 off the curve, whatever else', expect: 'refused', signals: { r8: [1n, 1n] } },
  { name: 'a key on the curve', expect: 'possible', signals: { key: BASE8 } },
  { name: 'an R8 on the curve', expect: 'possible', signals: { r8: BASE8 } },
  { name: 'the neutral key', expect: 'refused', signals: { key: [0n, 1n] } },
  ...[1n, 2n, 3n, 4n, 5n, 6n, 7n].map(
    (multiple): Vector => ({
      name: `a key of small order, ${multiple}·E8`,
      expect: 'refused',
      signals: { key: multiplyPoint(orderEight, multiple) },
    }),
  ),
  { name: 'a key that starts the ladder at zero', expect: 'refused', signals: { key: keyAgainstOffset } },
  ...[1n, 3n, 5n, 7n].map(
    (multiple): Vector => ({
      name: `a key that starts the ladder at order two, ${multiple}`,
      expect: 'refused',
      signals: { key: addPoints(keyAgainstOffset, multiplyPoint(orderEight, multiple)) },
    }),
  ),
  { name: 'the highest S', expect: 'possible', signals: { s: S_MAX } },
  { name: 'an S above the bound', expect: 'refused', signals: { s: S_MAX + 1n } },
  { name: 'S plus the subgroup order', expect: 'refused', signals: { ...honest, s: (honest['s'] as bigint) + l } },
  { name: 'an S below zero', expect: 'refused', signals: { s: -1n } },
  { name: 'the highest challenge', expect: 'possible', signals: { challenge: CHALLENGE_MAX } },
  { name: 'a challenge above the bound', expect: 'refused', signals: { challenge: CHALLENGE_MAX + 1n } },
];

export const SIGNATURE_SUITE: AttackSuite = {
  main: 'IssuerSignature()',
  file: 'issuer-signature.circom',
  publicInputs: ['key', 'r8', 's', 'message'],
  vectors: () => vectors,
};
