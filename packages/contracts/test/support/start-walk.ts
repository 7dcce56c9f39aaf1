import { createSeal, encodePersonAttributes, KYC_PERSON_SCHEMA, type PersonRecord } from '@postern/credential';
import {
  type Admission,
  createIssuer,
  createPolicy,
  type Deployment,
  readRegistryLeaves,
  registerLeaf,
} from '@postern/contracts';
import { deployPostern } from '@postern/contracts/deploy';
import {
  bytesToBigint,
  computeAccountBinding,
  computeChainScope,
  createRegistryTree,
  createStatusBits,
  createStatusTree,
  deriveEddsaPublicKey,
  getRegistryPath,
  getStatusPath,
  hashHolderCommitment,
  hashLeafRegistration,
  hashRegistryLeaf,
  signEddsa,
} from '@postern/primitives';
import { compilePolicy, createCircuitInputs, hashPolicy } from '@postern/proof';
import { createNodeArtifactSource } from '@postern/proof/artifacts-node';
import { createPresentation, releaseProofWorkers } from '@postern/proof/prove';
import { toSolidityProof } from '@postern/proof/verify';
import { startAnvil } from '@postern/testkit';
import { type Address, zeroHash } from 'viem';

export const DAY = 86_400;
export const STATUS_INDEX = 4711;
const SEAL_KEY = new Uint8Array(32).fill(9);

/** A chain of its own with everything deployed, one bank, one policy, and one holder who can prove it. */
export type Walk = Awaited<ReturnType<typeof startWalk>>;

/** Account 0 governs and owns the policy, account 1 is the bank's operator. Call `stop` in the end. */
export async function startWalk(options: { chainId?: number; holderSecret?: bigint } = {}) {
  const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
  const holderSecret = options.holderSecret ?? bytesToBigint(random.bytes(31));
  const chain = await startAnvil(options.chainId === undefined ? {} : { chainId: options.chainId });
  const client = chain.publicClient;
  const walletOf = (index: number) => ({ walletClient: chain.createWallet(index), publicClient: client });
  const addressOf = (index: number): Address => chain.createWallet(index).account.address;
  const readTime = async () => Number((await client.getBlock()).timestamp);

  const deployment: Deployment = await deployPostern({ ...walletOf(0), development: true, withDemoAsset: true });
  const { trustRegistry, policyRegistry, passRegistry } = deployment;
  const { issuerId } = await createIssuer({
    ...walletOf(0),
    trustRegistry,
    operator: addressOf(1),
    name: 'Aurora Bank',
  });
  const { schemaId } = KYC_PERSON_SCHEMA;
  const list = { issuerId, listId: 1 };
  const registration = { ...list, chainId: chain.chain.id, trustRegistry: BigInt(trustRegistry), schemaId };
  const { leafIndex } = await registerLeaf({
    ...walletOf(0),
    trustRegistry,
    leaf: {
      ...list,
      schemaId,
      key: deriveEddsaPublicKey(SEAL_KEY),
      possession: signEddsa({ privateKey: SEAL_KEY, message: hashLeafRegistration(registration) }),
      statusRoot: createStatusTree(createStatusBits()).root,
      contentHash: `0x${'01'.repeat(32)}`,
      uri: 'http://localhost:4101/t/demo-bank/status/1',
    },
  });

  const compiledPolicy = compilePolicy({
    policy: { age: { atLeast: 18 }, residence: { notIn: ['KP', 'IR'] }, issuers: [issuerId] },
  });
  const { policyId, scopeId } = await createPolicy({
    ...walletOf(0),
    policyRegistry,
    parameters: {
      policyHash: hashPolicy(compiledPolicy),
      circuitVersion: 1,
      maxPassLife: 30 * DAY,
      maxProofAge: 3_600,
      grace: 600,
      firstGrace: 300,
      moveCooldown: 7 * DAY,
      salt: zeroHash,
    },
    policyJson: '{}',
  });

  const sealedAt = await readTime();
  const seal = createSeal({
    schemaId,
    values: encodePersonAttributes(recordAt(sealedAt)),
    holderCommitment: hashHolderCommitment(holderSecret),
    status: { ...list, index: STATUS_INDEX },
    validUntil: sealedAt + 365 * DAY,
    privateKey: SEAL_KEY,
    random,
  });

  /** What a wallet does: reads the chain, proves, and hands over the arguments of `admit`. */
  async function prove(account: Address, options: { chainId?: number } = {}): Promise<Admission> {
    const leaves = await readRegistryLeaves({ client, trustRegistry });
    const registry = createRegistryTree(leaves.map((leaf) => (leaf.active ? hashRegistryLeaf(leaf) : 0n)));
    const now = await readTime();
    const inputs = createCircuitInputs({
      seal,
      holderSecret,
      compiledPolicy,
      registryPath: getRegistryPath(registry, leafIndex),
      statusPath: getStatusPath(createStatusTree(createStatusBits()), STATUS_INDEX),
      scope: computeChainScope({ chainId: options.chainId ?? chain.chain.id, registry: passRegistry, scopeId }),
      binding: computeAccountBinding(account),
      now,
      expiresAt: (Math.floor(now / DAY) + 10) * DAY,
    });
    const presentation = await createPresentation({
      inputs,
      artifacts: createNodeArtifactSource(),
      keepWorkers: true,
    });
    return { policyId, account, ...toSolidityProof(presentation) };
  }

  async function advance(seconds: number): Promise<void> {
    const { timestamp } = await chain.publicClient.getBlock();
    await chain.testClient.setNextBlockTimestamp({ timestamp: timestamp + BigInt(seconds) });
    await chain.testClient.mine({ blocks: 1 });
  }

  async function stop(): Promise<void> {
    await releaseProofWorkers();
    await chain.stop();
  }

  return { chain, client, deployment, policyId, list, walletOf, addressOf, prove, advance, stop };
}

/** A synthetic adult. */
export function recordAt(now: number): PersonRecord {
  return {
    givenName: 'Ada',
    familyName: 'Lovelace',
    birthDate: '1990-12-10',
    nationalities: ['GB'],
    residence: 'DE',
    residenceSubdivision: 0,
    address: { street: '', locality: 'Berlin', postalCode: '10119' },
    document: { type: 'passport', number: 'AE1234567', issuingCountry: 'GB', expiresOn: '2031-05-01' },
    assurance: 'substantial',
    diligence: 'standard',
    flags: ['sanctions_clear'],
    testData: false,
    screenedAt: now - 100,
    issuedAt: now,
    reboundAt: 0,
  };
}
