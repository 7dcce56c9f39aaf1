import { isLocalChain } from '@postern/primitives';

import { DeploymentError } from '../deployment.ts';

/**
 * Refuses a verifier whose key was made from published beacons alone: anybody can forge its proofs.
 *
 * @param options.development the flag of the circuit's manifest
 * @throws {DeploymentError} `ERR_DEPLOYMENT_DEVELOPMENT_KEY`
 */
export function assertDevelopmentKeyAllowed(options: { chainId: number; development: boolean }): void {
  if (options.development && !isLocalChain(options.chainId)) {
    throw new DeploymentError(
      'ERR_DEPLOYMENT_DEVELOPMENT_KEY',
      'The circuit has a development key, which is for local chains only: its secret is public.',
      { details: { chainId: options.chainId } },
    );
  }
}
