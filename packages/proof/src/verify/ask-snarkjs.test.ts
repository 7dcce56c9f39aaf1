import { readFileSync } from 'node:fs';

import { afterAll, expect, test } from 'vitest';

import { kycPresentationVerificationKey } from '../generated/verification-key.ts';
import type { Presentation } from '../presentation/presentation.ts';
import { askSnarkjs } from './ask-snarkjs.ts';
import { createProofPool } from './pool/create-proof-pool.ts';

const { presentation } = JSON.parse(
  readFileSync(new URL('../../../../circuits/vectors/accepted/walk.json', import.meta.url), 'utf8'),
) as { presentation: Presentation };
const ask = (asked: Presentation) =>
  askSnarkjs({ presentation: asked, verificationKey: kycPresentationVerificationKey });
const withSignal = (value: string): Presentation => ({
  ...presentation,
  publicSignals: presentation.publicSignals.with(4, value),
});
const pool = createProofPool({ size: 1, queueLimit: 8 });
afterAll(() => pool.close());

test('takes a real proof, several at once', async () => {
  expect(await Promise.all([ask(presentation), ask(withSignal('1')), ask(presentation)])).toEqual([true, false, true]);
});

test.each([
  ['another signal', withSignal('7')],
  ['a signal out of the field', withSignal((BigInt(presentation.publicSignals[4]!) + (1n << 254n)).toString())],
  ['another point', { ...presentation, proof: { ...presentation.proof, c: ['1', '2'] } } as Presentation],
  ['a point off the curve', { ...presentation, proof: { ...presentation.proof, a: ['1', '3'] } } as Presentation],
  ['no point at all', { ...presentation, proof: { ...presentation.proof, a: ['0', '0'] } } as Presentation],
])('refuses %s', async (_name, bent) => {
  expect(await ask(bent)).toBe(false);
});

test('starts no worker: the curve that snarkjs keeps for the process stays unmade', async () => {
  await ask(presentation);
  expect((globalThis as { curve_bn128?: unknown }).curve_bn128).toBeNull();
});

test("answers on a thread of the pool, beside our own checks and in the pool's turn", async () => {
  const asked = [presentation, withSignal('7')];
  expect(await Promise.all(asked.flatMap((each) => [pool.verify(each), pool.askSnarkjs(each)]))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
