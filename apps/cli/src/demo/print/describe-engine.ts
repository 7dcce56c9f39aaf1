import type { MadeProof } from '@postern/proof/prove';

/** What made a proof, and why it was not what was asked first. */
export const describeEngine = ({ engine, fellBack }: Omit<MadeProof, 'presentation'>): string => {
  const name = engine === 'fast' ? 'our engine' : 'snarkjs.groth16.fullProve';
  return fellBack === undefined ? name : `${name} in place of our engine (${fellBack})`;
};
