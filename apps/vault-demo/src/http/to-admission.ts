import type { ZkPresentation } from '@postern/sdk';

/** Arguments of `PassRegistry.admit` as JSON: decimal strings, proof in the EVM's coordinate order. */
export type Admission = {
  proof: { a: [string, string]; b: [[string, string], [string, string]]; c: [string, string] };
  signals: string[];
};

/** The pairing precompile wants the two parts of each G2 coordinate the other way round than snarkjs gives them. */
export function toAdmission({ proof, publicSignals }: ZkPresentation): Admission {
  const [[b00, b01], [b10, b11]] = proof.b;
  return {
    proof: {
      a: proof.a,
      b: [
        [b01, b00],
        [b11, b10],
      ],
      c: proof.c,
    },
    signals: publicSignals,
  };
}
