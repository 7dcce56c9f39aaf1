import { type Abi, type Address, keccak256 } from 'viem';

import type { WriteClients } from '../clients.ts';
import { type Deployment, DeploymentError } from '../deployment.ts';
import { ContractError } from '../errors/contract-error.ts';
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
import { readCircuitVersion } from '../read/read-circuit-version.ts';
import { addCircuitVersion } from '../write/add-circuit-version.ts';
import { assertDevelopmentKeyAllowed } from './assert-development-key-allowed.ts';
import { assertVerifierHoldsKey, type CircuitKey } from './assert-verifier-holds-key.ts';
import {
  type ContractArtifact,
  type DeployedContract,
  deployContract,
  type SentDeployment,
} from './deploy-contract.ts';
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
  /** Remembers what was sent, so that a run that was cut can be repeated and goes on where it stopped. */
  journal?: DeployJournal;
  /** Whether the deployer stays admin until the hand-over. Default false: it gives the role up at the end. */
  keepDeployer?: boolean;
};

/** What a deployment sent so far, by contract name. */
export type DeployJournal = {
  read(contract: string): SentDeployment | undefined;
  /** Durable when it resolves. */
  write(contract: string, sent: SentDeployment): Promise<void>;
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
  const { walletClient, publicClient, circuitKey = builtCircuitKey, journal, onStep = () => {} } = options;
  const clients = { walletClient, publicClient };
  const deployer = walletClient.account.address;
  const chainId = await publicClient.getChainId();
  assertDevelopmentKeyAllowed({ chainId, development: options.development || circuitKey.development });
  if (chainId !== walletClient.chain.id) {
    throw new DeploymentError('ERR_DEPLOYMENT_INVALID', 'The RPC serves another chain than the wallet signs for.', {
      details: { chainId },
    });
  }

  const put = (
    abi: Abi,
    artifact: ContractArtifact,
    more: { args?: readonly unknown[]; libraries?: Readonly<Record<string, Address>> } = {},
  ): Promise<DeployedContract> =>
    deployContract({
      ...{ ...clients, abi, artifact, ...more },
      earlier: journal?.read(artifact.name),
      onSigned: journal && ((sent) => journal.write(artifact.name, sent)),
    });

  onStep('Poseidon libraries');
  const t3 = await put(poseidonT3Abi, poseidonT3Artifact);
  const t4 = await put(poseidonT4Abi, poseidonT4Artifact);
  const t6 = await put(poseidonT6Abi, poseidonT6Artifact);

  onStep('registries');
  const manager = await put(accessManagerAbi, accessManagerArtifact, { args: [deployer] });
  const heartbeat = BigInt(options.heartbeatSeconds ?? SEVEN_DAYS);
  const trust = await put(trustRegistryAbi, trustRegistryArtifact, {
    args: [manager.address, heartbeat],
    libraries: { PoseidonT3: t3.address, PoseidonT4: t4.address, PoseidonT6: t6.address },
  });
  const policies = await put(policyRegistryAbi, policyRegistryArtifact, { args: [manager.address] });
  const passes = await put(passRegistryAbi, passRegistryArtifact, { args: [trust.address, policies.address] });

  onStep('proof verifier');
  const verifier = await put(kycPresentationVerifierAbi, kycPresentationVerifierArtifact);
  await assertVerifierHoldsKey({ publicClient, address: verifier.address, circuitKey });
  await listVerifier({ ...clients, policyRegistry: policies.address, verifier: verifier.address });

  onStep('did:ethr registry');
  const erc1056 = await put(ethereumDidRegistryAbi, ethereumDidRegistryArtifact);
  const asset = options.withDemoAsset ? await put(demoDollarAbi, demoDollarArtifact) : undefined;

  onStep('roles');
  await grantRoles({
    ...clients,
    accessManager: manager.address,
    trustRegistry: trust.address,
    policyRegistry: policies.address,
    governance: options.governance ?? { admin: deployer, governor: deployer, guardian: deployer, delaySeconds: 0 },
    renounce: options.keepDeployer !== true,
    fromBlock: t3.blockNumber,
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
  const { publicClient: client, policyRegistry, verifier } = options;
  try {
    const listed = await readCircuitVersion({ client, policyRegistry, version: CIRCUIT_VERSION });
    if (listed.verifier === verifier) return;
  } catch (error) {
    if (!(error instanceof ContractError && error.code === 'ERR_POLICY_REGISTRY_UNKNOWN_CIRCUIT')) throw error;
  }
  const codeHash = keccak256((await client.getCode({ address: verifier })) ?? '0x');
  await addCircuitVersion({ ...options, version: CIRCUIT_VERSION, codeHash });
}
