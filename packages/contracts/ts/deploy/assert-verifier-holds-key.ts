import type { Address, Hex } from 'viem';

import type { ReadClient } from '../clients.ts';
import { DeploymentError } from '../deployment.ts';

/** What the circuit's build says of its verification key. */
export type CircuitKey = {
  /** Its secret is public: for local chains only. */
  development: boolean;
  /** SHA-256 of the verification key's file, as in the manifest. */
  sha256: string;
  /** Every coordinate of every point, 32 bytes each. */
  coordinates: readonly Hex[];
};

export type AssertVerifierHoldsKeyOptions = { publicClient: ReadClient; address: Address; circuitKey: CircuitKey };

/**
 * Checks that the verifier on chain holds the key of the manifest: each of its numbers stands in the code.
 *
 * @throws {DeploymentError} `ERR_DEPLOYMENT_KEY_MISMATCH`
 */
export async function assertVerifierHoldsKey(options: AssertVerifierHoldsKeyOptions): Promise<void> {
  const { publicClient, address, circuitKey } = options;
  const code = ((await publicClient.getCode({ address })) ?? '0x').toLowerCase();
  // The compiler pushes a number without its leading zeros.
  const isHeld = (coordinate: Hex) => code.includes(pushOf(coordinate));
  if (circuitKey.coordinates.length === 0 || !circuitKey.coordinates.every(isHeld)) {
    throw new DeploymentError('ERR_DEPLOYMENT_KEY_MISMATCH', 'The verifier on chain holds another key.', {
      details: { expectedSha256: circuitKey.sha256 },
    });
  }
}

/** PUSH1 is 0x60. */
function pushOf(coordinate: Hex): string {
  const digits = coordinate
    .slice(2)
    .toLowerCase()
    .replace(/^(00)+/, '');
  return `${(0x5f + digits.length / 2).toString(16)}${digits}`;
}
