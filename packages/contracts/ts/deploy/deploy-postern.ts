import { type Address, keccak256 } from 'viem';

import type { WriteClients } from '../clients.ts';
import { type Deployment, DeploymentError } from '../deployment.ts';
import { accessManagerAbi, accessManagerArtifact } from '../generated/access-manager.ts';
import { demoDollarAbi, demoDollarArtifact } from '../generated/demo-dollar.ts';
import { ethereumDidRegistryAbi, ethereumDidRegistryArtifact } from '../generated/ethereum-did-registry.ts';
import { kycPresentationVerifierAbi, kycPresentationVerifierArtifact } from '../generated/kyc-presentation-verifier.ts';
import { passRegistryAbi, passRegistryArtifact } from '../generated/pass-registry.ts';
import { policyRegistryAbi, policyRegistryArtifact } from '../generated/policy-registry.ts';
import { poseidonT3Abi, poseidonT3Artifact } from '../generated/poseidon-t3.ts';
import { poseidonT4Abi, poseidonT4Artifact } from '../generated/poseidon-t4.ts';
import { poseidonT6Abi, poseidonT6Artifact } from '../generated/poseidon-t6.ts';
import { trustRegistryAbi, trustRegistryArtifact } from '../generated/trust-registry.ts';
import { sendCall } from '../write/send-call.ts';
import { assertDevelopmentKeyAllowed } from './assert-development-key-allowed.ts';
import { assertVerifierHoldsKey, type CircuitKey } from './assert-verifier-holds-key.ts';
import { deployContract } from './deploy-contract.ts';
import { circuitKey as builtCircuitKey } from './generated/circuit-key.ts';
import { type Governance, grantRoles } from './grant-roles.ts';

export type DeployPosternOptions = WriteClients & {
  /** The `development` flag of the caller's manifest: can only make the check of the built-in key stricter. */
  development: boolean;
  /** The key that the verifier must hold; the built one unless a test brings another. */
  circuitKey?: CircuitKey;
  /** Who governs; the deployer without delay when left out, which is for local chains. */
  governance?: Governance;
  /** Seconds of silence after which anybody may take out a leaf. Default 7 days. */
  heartbeatSeconds?: number;
  /** Whether to deploy the demo asset. Default false. */
  withDemoAsset?: boolean;
  /** Told before each step. */
  onStep?: (step: string) => void;
};

/** Version under which the present circuit's verifier is listed. */
export const CIRCUIT_VERSION = 1;

const SEVEN_DAYS = 7 * 86_400;

/**
 * Deploys everything but the vault, lists the verifier, and hands governance over. Every contract's code is compared
 * with what the build made.
 *
 * @throws {DeploymentError} a development key outside local chains, other code on chain than was built, or a verifier
 *   with another key than the manifest's
 * @throws {ContractError} a contract refuses, or the chain does not answer
 */
export async function deployPostern(options: DeployPosternOptions): Promise<Deployment> {
  const { walletClient, publicClient, circuitKey = builtCircuitKey, onStep = () => {} } = options;
  const clients = { walletClient, publicClient };
  const deployer = walletClient.account.address;
  const chainId = await publicClient.getChainId();
  assertDevelopmentKeyAllowed({ chainId, development: options.development || circuitKey.development });
  if (chainId !== walletClient.chain.id) {
    throw new DeploymentError('ERR_DEPLOYMENT_INVALID', 'The RPC serves another chain than the wallet signs for.', {
      details: { chainId },
    });
  }

  onStep('Poseidon libraries');
  const t3 = await deployContract({ ...clients, abi: poseidonT3Abi, artifact: poseidonT3Artifact });
  const t4 = await deployContract({ ...clients, abi: poseidonT4Abi, artifact: poseidonT4Artifact });
  const t6 = await deployContract({ ...clients, abi: poseidonT6Abi, artifact: poseidonT6Artifact });

  onStep('registries');
  const manager = await deployContract({
    ...clients,
    abi: accessManagerAbi,
    artifact: accessManagerArtifact,
    args: [deployer],
  });
  const trust = await deployContract({
    ...clients,
    abi: trustRegistryAbi,
    artifact: trustRegistryArtifact,
    args: [manager.address, BigInt(options.heartbeatSeconds ?? SEVEN_DAYS)],
    libraries: { PoseidonT3: t3.address, PoseidonT4: t4.address, PoseidonT6: t6.address },
  });
  const policies = await deployContract({
    ...clients,
    abi: policyRegistryAbi,
    artifact: policyRegistryArtifact,
    args: [manager.address],
  });
  const passes = await deployContract({
    ...clients,
    abi: passRegistryAbi,
    artifact: passRegistryArtifact,
    args: [trust.address, policies.address],
  });

  onStep('proof verifier');
  const verifier = await deployContract({
    ...clients,
    abi: kycPresentationVerifierAbi,
    artifact: kycPresentationVerifierArtifact,
  });
  await assertVerifierHoldsKey({ publicClient, address: verifier.address, circuitKey });
  await listVerifier({ ...clients, policyRegistry: policies.address, verifier: verifier.address });

  onStep('did:ethr registry');
  const erc1056 = await deployContract({
    ...clients,
    abi: ethereumDidRegistryAbi,
    artifact: ethereumDidRegistryArtifact,
  });
  const asset = options.withDemoAsset
    ? await deployContract({ ...clients, abi: demoDollarAbi, artifact: demoDollarArtifact })
    : undefined;

  onStep('roles');
  await grantRoles({
    ...clients,
    accessManager: manager.address,
    trustRegistry: trust.address,
    policyRegistry: policies.address,
    governance: options.governance ?? { admin: deployer, governor: deployer, guardian: deployer, delaySeconds: 0 },
  });

  return {
    chainId,
    deployedAtBlock: Number(t3.blockNumber),
    accessManager: manager.address,
    trustRegistry: trust.address,
    policyRegistry: policies.address,
    passRegistry: passes.address,
    presentationVerifier: verifier.address,
    erc1056: erc1056.address,
    ...(asset === undefined ? {} : { asset: asset.address }),
  };
}

/** The deployer is still admin here, and functions that have no role yet belong to the admin. */
async function listVerifier(options: WriteClients & { policyRegistry: Address; verifier: Address }): Promise<void> {
  const code = await options.publicClient.getCode({ address: options.verifier });
  await sendCall({
    ...options,
    address: options.policyRegistry,
    abi: policyRegistryAbi,
    functionName: 'addCircuitVersion',
    args: [CIRCUIT_VERSION, options.verifier, keccak256(code ?? '0x')],
  });
}
