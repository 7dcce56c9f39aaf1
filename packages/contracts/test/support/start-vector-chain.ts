import { readFileSync } from 'node:fs';

import {
  addCircuitVersion,
  type Admission,
  createIssuer,
  createPolicy,
  getAdmitTypedData,
  registerLeaf,
} from '@postern/contracts';
import { deployContract } from '@postern/contracts/deploy';
import type { BabyJubjubPoint } from '@postern/primitives';
import { startAnvil } from '@postern/testkit';
import { type Address, createWalletClient, http, keccak256, parseEther, zeroHash } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';

import { accessManagerAbi, accessManagerArtifact } from '../../ts/generated/access-manager.ts';
import {
  kycPresentationVerifierAbi,
  kycPresentationVerifierArtifact,
} from '../../ts/generated/kyc-presentation-verifier.ts';
import { passRegistryAbi, passRegistryArtifact } from '../../ts/generated/pass-registry.ts';
import { policyRegistryAbi, policyRegistryArtifact } from '../../ts/generated/policy-registry.ts';
import { poseidonT3Abi, poseidonT3Artifact } from '../../ts/generated/poseidon-t3.ts';
import { poseidonT4Abi, poseidonT4Artifact } from '../../ts/generated/poseidon-t4.ts';
import { poseidonT6Abi, poseidonT6Artifact } from '../../ts/generated/poseidon-t6.ts';
import { trustRegistryAbi, trustRegistryArtifact } from '../../ts/generated/trust-registry.ts';

const VECTORS = new URL('../vectors/admissions.json', import.meta.url);
/** The moment at which the vectors' proofs say they were made. */
const NOW = 1_800_000_000;
/** Senders and owner that the vectors' addresses come from; see test/support/write-admission-vectors.ts. */
const DEPLOYERS = {
  trust: '0x00000000000000000000000000000000000000d1',
  passes: '0x00000000000000000000000000000000000000d3',
  owner: '0x0000000000000000000000000000000000000063',
} as const;

type Vectors = Record<'policyHash' | 'schemaId' | 'popS' | 'statusRoot', string> &
  Record<'key' | 'popR8' | 'items', string[]> & { holders: number };

/** The chain that the committed proofs were made for, ready to admit their holders. */
export async function startVectorChain() {
  const vectors = JSON.parse(readFileSync(VECTORS, 'utf8')) as Vectors;
  const chain = await startAnvil({ timestamp: NOW });
  const { publicClient, testClient } = chain;
  const governor = { walletClient: chain.createWallet(0), publicClient };

  async function actAs(address: Address) {
    await testClient.impersonateAccount({ address });
    await testClient.setBalance({ address, value: parseEther('100') });
    const walletClient = createWalletClient({
      account: { type: 'json-rpc', address },
      chain: chain.chain,
      transport: http(chain.url),
      pollingInterval: 50,
    });
    return { walletClient, publicClient };
  }

  const [t3, t4, t6] = [
    await deployContract({ ...governor, abi: poseidonT3Abi, artifact: poseidonT3Artifact }),
    await deployContract({ ...governor, abi: poseidonT4Abi, artifact: poseidonT4Artifact }),
    await deployContract({ ...governor, abi: poseidonT6Abi, artifact: poseidonT6Artifact }),
  ];
  const manager = await deployContract({
    ...{ ...governor, abi: accessManagerAbi, artifact: accessManagerArtifact },
    args: [governor.walletClient.account.address],
  });
  const { address: trustRegistry } = await deployContract({
    ...{ ...(await actAs(DEPLOYERS.trust)), abi: trustRegistryAbi, artifact: trustRegistryArtifact },
    args: [manager.address, 604_800n],
    libraries: { PoseidonT3: t3.address, PoseidonT4: t4.address, PoseidonT6: t6.address },
  });
  const { address: policyRegistry } = await deployContract({
    ...{ ...governor, abi: policyRegistryAbi, artifact: policyRegistryArtifact },
    args: [manager.address],
  });
  const { address: passRegistry } = await deployContract({
    ...{ ...(await actAs(DEPLOYERS.passes)), abi: passRegistryAbi, artifact: passRegistryArtifact },
    args: [trustRegistry, policyRegistry],
  });
  const { address: verifier } = await deployContract({
    ...{ ...governor, abi: kycPresentationVerifierAbi, artifact: kycPresentationVerifierArtifact },
  });
  const codeHash = keccak256((await publicClient.getCode({ address: verifier })) ?? '0x');
  await addCircuitVersion({ ...governor, policyRegistry, version: 1, verifier, codeHash });

  const operator = governor.walletClient.account.address;
  const { issuerId } = await createIssuer({ ...governor, trustRegistry, operator, name: 'Aurora Bank' });
  await registerLeaf({
    ...governor,
    trustRegistry,
    leaf: {
      ...{ issuerId, listId: 1, schemaId: BigInt(vectors.schemaId), statusRoot: BigInt(vectors.statusRoot) },
      key: toPoint(vectors.key),
      possession: { r8: toPoint(vectors.popR8), s: BigInt(vectors.popS) },
      contentHash: zeroHash,
      uri: '',
    },
  });
  const day = 86_400;
  const times = { maxPassLife: 30 * day, maxProofAge: 3600, grace: 600, firstGrace: 600, moveCooldown: 7 * day };
  const { policyId } = await createPolicy({
    ...(await actAs(DEPLOYERS.owner)),
    policyRegistry,
    parameters: { policyHash: BigInt(vectors.policyHash), circuitVersion: 1, ...times, salt: zeroHash },
    policyJson: '{}',
  });

  /** One holder's admission with the account's signature, as a relay receives it; holders count from 0. */
  async function admissionOf(holder: number): Promise<Admission> {
    const words = vectors.items.slice(16 * holder, 16 * holder + 16).map(BigInt);
    const [a0, a1, b00, b01, b10, b11, c0, c1] = words as Eight;
    const signals = words.slice(8) as unknown as Admission['signals'];
    const account = privateKeyToAccount(`0x${(holder + 1).toString(16).padStart(64, '0')}`);
    const [nullifier, , , , , provenAt, , expiresAt] = signals;
    const consent = { chainId: chain.chain.id, passRegistry, policyId, nullifier, provenAt, expiresAt };
    return {
      ...{ policyId, account: account.address, signals },
      proof: {
        a: [a0, a1],
        b: [
          [b00, b01],
          [b10, b11],
        ],
        c: [c0, c1],
      },
      accountSignature: await account.signTypedData(getAdmitTypedData(consent)),
    };
  }

  return { chain, passRegistry, relay: { walletClient: chain.createWallet(5), publicClient }, admissionOf };
}

type Eight = [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];

function toPoint([x, y]: string[]): BabyJubjubPoint {
  return [BigInt(x ?? 0), BigInt(y ?? 0)];
}
