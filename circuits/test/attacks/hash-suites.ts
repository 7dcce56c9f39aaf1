import { DOMAIN_SEPARATORS, poseidon } from '@postern/primitives';

import { type AttackSuite, createElements, type Vector } from './attack-suite.ts';

const { DS_ATTRIBUTE, DS_HOLDER, DS_ISSUER, DS_NULLIFIER, DS_POLICY, DS_SEAL } = DOMAIN_SEPARATORS;
const element = createElements(11n);
const elements = (length: number) => Array.from({ length }, element);

/** Templates that only hash: the outputs are those of the plain formula, and every input moves them. */
export const HASH_SUITES: readonly AttackSuite[] = [
  {
    main: 'AttributeTokens()',
    file: 'attribute-tokens.circom',
    publicInputs: ['values', 'blindings'],
    vectors: () => {
      const [values, blindings] = [elements(16), elements(16)];
      const tokens = values.map((value, slot) => poseidon([DS_ATTRIBUTE + BigInt(slot), value, blindings[slot]!]));
      return [{ name: 'tokens', expect: 'accepted', signals: { values, blindings }, outputs: { tokens } }];
    },
  },
  {
    main: 'HolderCommitment()',
    file: 'holder-commitment.circom',
    publicInputs: ['holderSecret'],
    vectors: () => {
      const holderSecret = element();
      const out = poseidon([DS_HOLDER, holderSecret]);
      return [{ name: 'commitment', expect: 'accepted', signals: { holderSecret }, outputs: { out } }];
    },
  },
  {
    main: 'Nullifier()',
    file: 'nullifier.circom',
    publicInputs: ['holderSecret', 'scope'],
    vectors: () => {
      const [holderSecret, scope] = [element(), element()];
      const out = poseidon([DS_NULLIFIER, holderSecret, scope]);
      return [{ name: 'nullifier', expect: 'accepted', signals: { holderSecret, scope }, outputs: { out } }];
    },
  },
  {
    main: 'SealMessage()',
    file: 'seal-message.circom',
    publicInputs: ['schemaId', 'tokens', 'holderCommitment', 'statusRef', 'validUntil'],
    vectors: () => {
      const tokens = elements(16);
      const [schemaId, holderCommitment, statusRef, validUntil] = elements(4) as [bigint, bigint, bigint, bigint];
      const out = poseidon([DS_SEAL, schemaId, poseidon(tokens), holderCommitment, statusRef, validUntil]);
      const signals = { schemaId, tokens, holderCommitment, statusRef, validUntil };
      return [{ name: 'message', expect: 'accepted', signals, outputs: { out } }];
    },
  },
  {
    main: 'IssuerLeaf()',
    file: 'issuer-leaf.circom',
    publicInputs: ['key', 'issuerList', 'schemaId', 'statusRoot'],
    vectors: () => {
      const key = elements(2);
      const [issuerList, schemaId, statusRoot] = elements(3) as [bigint, bigint, bigint];
      const commitment = poseidon([poseidon([DS_ISSUER, ...key]), issuerList, schemaId]);
      const signals = { key, issuerList, schemaId, statusRoot };
      return [{ name: 'leaf', expect: 'accepted', signals, outputs: { out: poseidon([commitment, statusRoot]) } }];
    },
  },
  {
    main: 'PolicyHash()',
    file: 'policy-hash.circom',
    publicInputs: [
      'schemaId',
      'rangeWords',
      'setWords',
      'slotA',
      'slotB',
      'setMode',
      'flagsRequired',
      'flagsForbidden',
      'issuerMask',
    ],
    vectors: () => {
      const word = (bits: number) => element() % 2n ** BigInt(bits);
      const schemaId = element();
      const rangeWords = [word(88), word(88), word(88), word(88)] as const;
      const setWords = [
        [word(240), word(240)],
        [word(240), word(240)],
      ] as const;
      const [flagsRequired, flagsForbidden, issuerMask] = [word(32), word(32), word(128)];
      const [slotA, slotB] = [[3n, 13n] as const, [9n, 6n] as const];
      const hash = (modes: readonly [bigint, bigint]): bigint => {
        // Written down bit by bit: what stands where in the last word.
        const heads = modes.map((mode, set) => slotA[set]! + slotB[set]! * 16n + mode * 256n) as [bigint, bigint];
        const misc =
          flagsRequired +
          2n ** 32n * (flagsForbidden + 2n ** 32n * (heads[0] + 2n ** 9n * (heads[1] + 2n ** 9n * issuerMask)));
        return poseidon([
          DS_POLICY,
          schemaId,
          rangeWords[0] + (rangeWords[1] << 88n),
          rangeWords[2] + (rangeWords[3] << 88n),
          ...setWords.flat(),
          misc,
        ]);
      };
      const signals = {
        schemaId,
        rangeWords,
        setWords,
        slotA,
        slotB,
        flagsRequired,
        flagsForbidden,
        issuerMask,
      };
      const [first, second] = [[1n, 0n] as const, [0n, 1n] as const];
      return [
        ...[first, second].map(
          (setMode, index): Vector => ({
            name: `hash with mode ${index} set`,
            expect: 'accepted',
            signals: { ...signals, setMode },
            outputs: { out: hash(setMode) },
          }),
        ),
        {
          name: 'the same hash with other modes',
          expect: 'refused',
          signals: { ...signals, setMode: second, out: hash(first) },
        },
      ];
    },
  },
];
