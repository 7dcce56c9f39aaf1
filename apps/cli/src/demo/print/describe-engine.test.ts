import { expect, it } from 'vitest';
import { describeEngine } from './describe-engine.ts';

it('names the engine, and the code of the fault when it was not the one that was asked', () => {
  expect(describeEngine({ engine: 'fast' })).toBe('our engine');
  expect(describeEngine({ engine: 'snarkjs' })).toBe('snarkjs.groth16.fullProve');
  expect(describeEngine({ engine: 'snarkjs', fellBack: 'ERR_PROVING_FAULTY' })).toContain('ERR_PROVING_FAULTY');
});
