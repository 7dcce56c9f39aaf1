import { readFileSync } from 'node:fs';

import { FIELD_ORDER } from '@postern/primitives';
import { describe, expect, test } from 'vitest';

import { circuitManifest } from '../generated/manifest.ts';
import { kycPresentationVerificationKey } from '../generated/verification-key.ts';
import { assertVerificationKeyAcceptable } from '../keys/assert-verification-key-acceptable.ts';
import { parsePresentation, type Presentation } from '../presentation/presentation.ts';
import { toSolidityProof } from '../presentation/to-solidity-proof.ts';
import { checkPresentation } from './check-presentation.ts';
import { verifyPresentationProof } from './verify-presentation-proof.ts';

type Vector = { presentation: Presentation; signals: Record<string, string>; solidity: unknown };
const vector = JSON.parse(
  readFileSync(new URL('../../../../circuits/vectors/accepted/walk.json', import.meta.url), 'utf8'),
) as Vector;
const { presentation } = vector;
const verificationKey = kycPresentationVerificationKey;

/** x = 1 on y² = x³ + 3/(9 + u): its order is not r. */
const OUTSIDE_SUBGROUP = [
  ['1', '0'],
  [
    '3610091866386166428467545612961983990332663701371483510632385378352395651980',
    '15975588672102553735566230729081043132501226101599136527557730645158523614371',
  ],
  ['1', '0'],
] as const;

describe('verifyPresentationProof', () => {
  test('accepts the vector and names its signals', async () => {
    const signals = await verifyPresentationProof({ presentation, verificationKey });
    const text = Object.fromEntries(Object.entries(signals).map(([name, value]) => [name, value.toString()]));
    expect(text).toEqual(vector.signals);
  });

  test.each(Array.from({ length: 8 }, (_, index) => index))('refuses another signal %i', async (index) => {
    const publicSignals = presentation.publicSignals.with(
      index,
      (BigInt(presentation.publicSignals[index]!) + 1n).toString(),
    );
    await expect(
      verifyPresentationProof({ presentation: { ...presentation, publicSignals }, verificationKey }),
    ).rejects.toMatchObject({ code: 'ERR_PRESENTATION_PROOF_INVALID' });
  });

  test.each(['a', 'c'] as const)('refuses another point %s', async (name) => {
    const [x] = presentation.proof[name];
    const refuse = (point: readonly string[], code: string) =>
      expect(
        verifyPresentationProof({
          presentation: { ...presentation, proof: { ...presentation.proof, [name]: point } } as Presentation,
          verificationKey,
        }),
      ).rejects.toMatchObject({ code });
    await refuse([x, '1'], 'ERR_PRESENTATION_POINT');
    await refuse(['0', '0'], 'ERR_PRESENTATION_POINT');
    // The generator: on the curve, and not the one that was proven.
    await refuse(['1', '2'], 'ERR_PRESENTATION_PROOF_INVALID');
  });

  test('refuses a B on the twist but outside the subgroup', async () => {
    const proof = { ...presentation.proof, b: [OUTSIDE_SUBGROUP[0]!, OUTSIDE_SUBGROUP[1]!] } as Presentation['proof'];
    await expect(
      verifyPresentationProof({ presentation: { ...presentation, proof }, verificationKey }),
    ).rejects.toMatchObject({ code: 'ERR_PRESENTATION_POINT' });
  });

  test('gives each of several proofs at once its own verdict', async () => {
    const publicSignals = presentation.publicSignals.with(0, '1');
    const verdicts = await Promise.allSettled(
      [presentation, { ...presentation, publicSignals }, presentation].map((each) =>
        verifyPresentationProof({ presentation: each, verificationKey }),
      ),
    );
    expect(verdicts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('refuses a signal plus the field order, which stands for the same element', async () => {
    const publicSignals = presentation.publicSignals.with(
      3,
      (BigInt(presentation.publicSignals[3]!) + FIELD_ORDER).toString(),
    );
    await expect(
      verifyPresentationProof({ presentation: { ...presentation, publicSignals }, verificationKey }),
    ).rejects.toMatchObject({ code: 'ERR_PRESENTATION_SIGNAL_OUT_OF_RANGE' });
    expect(() => parsePresentation({ ...presentation, publicSignals })).toThrow(
      expect.objectContaining({ code: 'ERR_PRESENTATION_SIGNAL_OUT_OF_RANGE' }),
    );
  });
});

describe('checkPresentation', () => {
  const outcomes = async (value: unknown) => {
    const { checks, signals } = await checkPresentation({ presentation: value, verificationKey });
    return { checks: checks.map(({ name, outcome, code }) => [name, code ?? outcome]), holds: signals !== undefined };
  };
  const names = ['format', 'signals', 'points', 'equation'];

  test('names every check in its order', async () => {
    const passed = names.map((name) => [name, 'passed']);
    expect(await outcomes(presentation)).toEqual({ checks: passed, holds: true });
  });

  test.each([
    ['format', 'ERR_PRESENTATION_MALFORMED', {}],
    [
      'signals',
      'ERR_PRESENTATION_SIGNAL_OUT_OF_RANGE',
      { ...presentation, publicSignals: presentation.publicSignals.with(0, FIELD_ORDER.toString()) },
    ],
    ['points', 'ERR_PRESENTATION_POINT', { ...presentation, proof: { ...presentation.proof, a: ['1', '1'] } }],
    [
      'equation',
      'ERR_PRESENTATION_PROOF_INVALID',
      { ...presentation, publicSignals: presentation.publicSignals.with(0, '1') },
    ],
  ])('stops at %s', async (failing, code, value) => {
    const at = names.indexOf(failing);
    const expected = names.map((name, index) => [name, index < at ? 'passed' : index === at ? code : 'not reached']);
    expect(await outcomes(value)).toEqual({ checks: expected, holds: false });
  });
});

describe('verifyPresentationProof with what no parser has read', () => {
  const [nullifier, root, ...others] = presentation.publicSignals;
  test.each([
    ['zero padded', { publicSignals: [`0${nullifier}`, root, ...others] }],
    ['after a space', { publicSignals: [` ${nullifier}`, root, ...others] }],
    ['with a sign', { publicSignals: [`+${nullifier}`, root, ...others] }],
    ['hexadecimal', { publicSignals: [`0x${BigInt(nullifier!).toString(16)}`, root, ...others] }],
    ['of another circuit', { circuit: 'kyc-presentation/2' }],
    ['with a member that the format does not have', { more: 1 }],
  ])('refuses one %s', async (_, change) => {
    const changed = { ...presentation, ...change } as typeof presentation;
    await expect(verifyPresentationProof({ presentation: changed, verificationKey })).rejects.toMatchObject({
      code: 'ERR_PRESENTATION_MALFORMED',
    });
  });
});

describe('parsePresentation', () => {
  test('reads what it wrote', () => {
    expect(parsePresentation(JSON.parse(JSON.stringify(presentation)))).toEqual(presentation);
  });

  test.each([
    ['another circuit', { ...presentation, circuit: 'kyc-presentation/2' }],
    ['a missing signal', { ...presentation, publicSignals: presentation.publicSignals.slice(1) }],
    ['a leading zero', { ...presentation, publicSignals: presentation.publicSignals.with(5, '01') }],
    ['hexadecimal', { ...presentation, publicSignals: presentation.publicSignals.with(5, '0x1') }],
    ['an extra member', { ...presentation, extra: 1 }],
    ['nothing', undefined],
  ])('refuses %s', (_, value) => {
    expect(() => parsePresentation(value)).toThrow(expect.objectContaining({ code: 'ERR_PRESENTATION_MALFORMED' }));
  });
});

test('toSolidityProof swaps the parts of b and nothing else', () => {
  const decimal = JSON.parse(
    JSON.stringify(toSolidityProof(presentation), (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    ),
  ) as unknown;
  expect(decimal).toEqual(vector.solidity);
});

describe('assertVerificationKeyAcceptable', () => {
  const gate = (changes: object, chainId = 31337) =>
    assertVerificationKeyAcceptable({
      verificationKey: { ...verificationKey, ...changes },
      manifest: circuitManifest,
      chainId,
    });

  test('accepts the development key on a local chain only', async () => {
    await expect(gate({})).resolves.toBeUndefined();
    await expect(gate({}, 31338)).resolves.toBeUndefined();
    await expect(gate({}, 1)).rejects.toMatchObject({ code: 'ERR_VERIFICATION_KEY_DEVELOPMENT' });
  });

  test('refuses a key without a phase-2 contribution', async () => {
    await expect(gate({ vk_delta_2: verificationKey.vk_gamma_2 })).rejects.toMatchObject({
      code: 'ERR_VERIFICATION_KEY_NO_CONTRIBUTION',
    });
  });

  test('refuses points off the curve and not canonical', async () => {
    const [x, y, z] = verificationKey.vk_alpha_1;
    await expect(gate({ vk_alpha_1: [x, (BigInt(y) + 1n).toString(), z] })).rejects.toMatchObject({
      code: 'ERR_VERIFICATION_KEY_POINT',
    });
    const base = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;
    await expect(gate({ vk_alpha_1: [x, (BigInt(y) + base).toString(), z] })).rejects.toMatchObject({
      code: 'ERR_VERIFICATION_KEY_POINT',
    });
  });

  test('refuses a point of the twist outside the subgroup', async () => {
    for (const name of ['vk_beta_2', 'vk_gamma_2', 'vk_delta_2']) {
      await expect(gate({ [name]: OUTSIDE_SUBGROUP })).rejects.toMatchObject({ code: 'ERR_VERIFICATION_KEY_POINT' });
    }
  });

  test('refuses another sound key, and one of another shape', async () => {
    await expect(gate({ vk_alpha_1: verificationKey.IC[0] })).rejects.toMatchObject({
      code: 'ERR_VERIFICATION_KEY_NOT_IN_MANIFEST',
    });
    for (const shape of [
      { nPublic: 7 },
      { IC: verificationKey.IC.slice(1) },
      { IC: [...verificationKey.IC, verificationKey.IC[0]] },
      { curve: 'bls12381' },
    ]) {
      await expect(gate(shape)).rejects.toMatchObject({ code: 'ERR_VERIFICATION_KEY_MALFORMED' });
    }
  });
});
