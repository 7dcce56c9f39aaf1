import type { ReadClient } from '../clients.ts';
import type { Deployment } from '../deployment.ts';
import { harborVaultArtifact } from '../generated/harbor-vault.ts';
import { kycPresentationVerifierArtifact } from '../generated/kyc-presentation-verifier.ts';
import { passRegistryArtifact } from '../generated/pass-registry.ts';
import { policyRegistryArtifact } from '../generated/policy-registry.ts';
import { trustRegistryArtifact } from '../generated/trust-registry.ts';
import { assertDeployedCode } from './deploy-contract.ts';

/**
 * Checks that a deployment holds the contracts of this release: clients and ABIs of another one would misread it.
 *
 * @throws {DeploymentError} `ERR_DEPLOYMENT_CODE_MISMATCH`
 */
export async function assertReleaseContracts(options: { client: ReadClient; deployment: Deployment }): Promise<void> {
  const { client, deployment } = options;
  const { trustRegistry, policyRegistry, passRegistry, presentationVerifier, vault } = deployment;
  const contracts = [
    { artifact: trustRegistryArtifact, address: trustRegistry },
    { artifact: policyRegistryArtifact, address: policyRegistry },
    { artifact: passRegistryArtifact, address: passRegistry },
    { artifact: kycPresentationVerifierArtifact, address: presentationVerifier },
    ...(vault === undefined ? [] : [{ artifact: harborVaultArtifact, address: vault }]),
  ];
  await Promise.all(contracts.map((contract) => assertDeployedCode({ publicClient: client, ...contract })));
}
