import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { createSeal, encodePersonAttributes, KYC_PERSON_SCHEMA } from '@postern/credential';
import {
  computeAccountBinding,
  computeChainScope,
  createRegistryTree,
  createStatusBits,
  createStatusTree,
  deriveEddsaPublicKey,
  getRegistryPath,
  getStatusPath,
  hashHolderCommitment,
  hashIssuerCommitment,
  hashLeafRegistration,
  hashRegistryLeaf,
  signEddsa,
} from '@postern/primitives';
import { compilePolicy, createCircuitInputs, hashPolicy, type PolicyInput } from '@postern/proof';
import { createNodeArtifactSource } from '@postern/proof/artifacts-node';
import { createPresentation } from '@postern/proof/prove';
import { toSolidityProof } from '@postern/proof/verify';
import { type Address, encodeAbiParameters, getContractAddress, keccak256, zeroHash } from 'viem';
import { privateKeyToAddress } from 'viem/accounts';

import { recordAt } from './start-walk.ts';

const FILE = fileURLToPath(new URL('../vectors/admissions.json', import.meta.url));
const HOLDERS = 32;
const DAY = 86_400;
const CHAIN_ID = 31_337;
/** What the Solidity fixture does too: these senders deploy as their first act, so code does not change addresses. */
const deployedBy = (from: Address) => getContractAddress({ from, nonce: 0n });
const TRUST_REGISTRY = deployedBy('0x00000000000000000000000000000000000000d1');
const PASS_REGISTRY = deployedBy('0x00000000000000000000000000000000000000d3');
const OWNER: Address = '0x0000000000000000000000000000000000000063';
/** 2027-01-15 08:00:00 UTC, START of the Solidity fixture. */
const NOW = 1_800_000_000;
const SEAL_KEY = new Uint8Array(32).fill(9);
const POLICY: PolicyInput = { age: { atLeast: 18 }, residence: { notIn: ['KP', 'IR'] }, issuers: [1] };

/**
 * One issuer, one list, one policy, and HOLDERS people with an account each, whose keys are 1, 2, 3, …; the first of them
 * has a second proof, a minute later, that ends the pass.
 */
export async function writeAdmissionVectors(): Promise<void> {
  const { schemaId } = KYC_PERSON_SCHEMA;
  const list = { issuerId: 1, listId: 1 };
  const registration = { ...list, chainId: CHAIN_ID, trustRegistry: BigInt(TRUST_REGISTRY), schemaId };
  const possession = signEddsa({ privateKey: SEAL_KEY, message: hashLeafRegistration(registration) });
  const key = deriveEddsaPublicKey(SEAL_KEY);
  const statusTree = createStatusTree(createStatusBits());
  const registry = createRegistryTree([
    hashRegistryLeaf({
      issuerCommitment: hashIssuerCommitment({ ...list, schemaId, key }),
      statusRoot: statusTree.root,
    }),
  ]);
  const compiledPolicy = compilePolicy({ policy: POLICY });
  const scopeId = keccak256(encodeAbiParameters([{ type: 'address' }, { type: 'bytes32' }], [OWNER, zeroHash]));

  async function prove({ holder, binding, now }: { holder: number; binding: bigint; now: number }) {
    const holderSecret = 1_000_000n + BigInt(holder);
    const index = 100 + holder;
    const seal = createSeal({
      schemaId,
      values: encodePersonAttributes(recordAt(NOW)),
      holderCommitment: hashHolderCommitment(holderSecret),
      status: { ...list, index },
      validUntil: NOW + 365 * DAY,
      privateKey: SEAL_KEY,
      random: { bytes: (length: number) => new Uint8Array(length).fill(holder) },
    });
    const inputs = createCircuitInputs({
      seal,
      holderSecret,
      compiledPolicy,
      registryPath: getRegistryPath(registry, 0),
      statusPath: getStatusPath(statusTree, index),
      scope: computeChainScope({ chainId: CHAIN_ID, registry: PASS_REGISTRY, scopeId }),
      ...{ binding, now },
      expiresAt: (Math.floor(NOW / DAY) + 10) * DAY,
    });
    const presentation = await createPresentation({
      inputs,
      artifacts: createNodeArtifactSource(),
      keepWorkers: true,
    });
    const { proof, signals } = toSolidityProof(presentation);
    return [...proof.a, ...proof.b.flat(), ...proof.c, ...signals];
  }

  const admissions = [];
  for (let holder = 1; holder <= HOLDERS; holder += 1) {
    const account = privateKeyToAddress(`0x${holder.toString(16).padStart(64, '0')}`);
    admissions.push(await prove({ holder, binding: computeAccountBinding(account), now: NOW }));
  }

  const vectors = {
    note: 'Synthetic credentials, development keys. Made by packages/contracts/bin/create-admission-vectors.mjs.',
    policyHash: hashPolicy(compiledPolicy),
    schemaId,
    key,
    popR8: possession.r8,
    popS: possession.s,
    statusRoot: statusTree.root,
    holders: HOLDERS,
    items: admissions.flat(),
    ending: await prove({ holder: 1, binding: computeAccountBinding(PASS_REGISTRY), now: NOW + 60 }),
  };
  const decimal = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);
  await writeFile(FILE, `${JSON.stringify(vectors, decimal, 1)}\n`);
}
