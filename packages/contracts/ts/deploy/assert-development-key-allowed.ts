import { DeploymentError } from '../deployment.ts';

/** Chains on which keys whose secret is public may be used. */
export const LOCAL_CHAIN_IDS: readonly number[] = [31_337, 31_338];

/**
 * Refuses a verifier whose key was made from published beacons alone: anybody can forge its proofs.
 *
 * @param options.development the flag of the circuit's manifest
 * @throws {DeploymentError} `ERR_DEPLOYMENT_DEVELOPMENT_KEY`
 */
export function assertDevelopmentKeyAllowed(options: { chainId: number; development: boolean }): void {
  if (options.development && !LOCAL_CHAIN_IDS.includes(options.chainId)) {
    throw new DeploymentError(
      'ERR_DEPLOYMENT_DEVELOPMENT_KEY',
      'The circuit has a development key, which is for local chains only: its secret is public.',
      { details: { chainId: options.chainId } },
    );
  }
}
