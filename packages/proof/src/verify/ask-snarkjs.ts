import type { VerificationKey } from '../keys/verification-key.ts';
import type { Presentation } from '../presentation/presentation.ts';

type CurveModule = { curves: { getCurveFromName(name: string, options: { singleThread: boolean }): Promise<object> } };

let curve: Promise<object> | undefined;

/**
 * The second opinion: `snarkjs.groth16.verify`, whole and unchanged, on a curve of its own in this thread. To be asked
 * after our checks, which look at more (the order of B, how numbers are written), and only to refuse. It calculates with
 * ffjavascript, as they do: a fault of that library deceives both.
 *
 * Loads snarkjs at the first call; starts no worker.
 *
 * @returns whether snarkjs takes the proof
 */
export async function askSnarkjs(options: {
  presentation: Presentation;
  verificationKey: VerificationKey;
}): Promise<boolean> {
  const { proof, publicSignals } = options.presentation;
  const snarkjs = await import('snarkjs');
  curve ??= (snarkjs as unknown as CurveModule).curves.getCurveFromName('bn128', { singleThread: true });
  const own = await curve;
  const written = {
    pi_a: [...proof.a, '1'],
    pi_b: [...proof.b, ['1', '0']],
    pi_c: [...proof.c, '1'],
    protocol: 'groth16',
    curve: 'bn128',
  };
  // It takes the curve that it finds here before it waits for anything, and would make one with workers.
  const shared = globalThis as { curve_bn128?: object | null };
  const before = shared.curve_bn128 ?? null;
  shared.curve_bn128 = own;
  const verdict = snarkjs.groth16.verify(options.verificationKey as never, [...publicSignals], written as never);
  shared.curve_bn128 = before;
  return verdict;
}
