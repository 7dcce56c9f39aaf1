import type { Presentation } from './presentation.ts';

/** Arguments of the Solidity verifier and of `PassRegistry.admit`. */
export type SolidityProof = {
  proof: {
    a: readonly [bigint, bigint];
    b: readonly [readonly [bigint, bigint], readonly [bigint, bigint]];
    c: readonly [bigint, bigint];
  };
  signals: readonly [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
};

/** The presentation for the chain: the precompiles want the imaginary part of a coordinate of `b` first (EIP-197). */
export function toSolidityProof(presentation: Presentation): SolidityProof {
  const { a, b, c } = presentation.proof;
  const pair = ([first, second]: readonly [string, string]) => [BigInt(first), BigInt(second)] as const;
  const swapped = ([real, imaginary]: readonly [string, string]) => [BigInt(imaginary), BigInt(real)] as const;
  return {
    proof: { a: pair(a), b: [swapped(b[0]), swapped(b[1])], c: pair(c) },
    signals: presentation.publicSignals.map(BigInt) as unknown as SolidityProof['signals'],
  };
}
