import { createSeal, encodePersonAttributes, KYC_PERSON_SCHEMA, type PersonRecord } from '@postern/credential';
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
  setStatusBit,
  signEddsa,
} from '@postern/primitives';
import { type CompiledPolicy, compilePolicy, createCircuitInputs, hashPolicy } from '@postern/proof';
import { createNodeArtifactSource } from '@postern/proof/artifacts-node';
import { createPresentation, releaseProofWorkers } from '@postern/proof/prove';
import { toSolidityProof } from '@postern/proof/verify';
import { startAnvil, type TestChain } from '@postern/testkit';
import { type Hex, parseUnits, zeroHash } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { deployPostern } from './deploy/deploy-postern.ts';
import { deployVault } from './deploy/deploy-vault.ts';
import { demoDollarAbi } from './generated/demo-dollar.ts';
import { harborVaultAbi } from './generated/harbor-vault.ts';
import {
  type Admission,
  admit,
  anchorStatus,
  createIssuer,
  createPolicy,
  type Deployment,
  endPass,
  getAdmitTypedData,
  readIsAdmitted,
  readPass,
  readRegistryLeaves,
  registerLeaf,
} from './index.ts';

const DAY = 86_400;
const STATUS_INDEX = 4711;
const SEAL_KEY = new Uint8Array(32).fill(9);
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const holderSecret = bytesToBigint(random.bytes(31));

let chain: TestChain;
let deployment: Deployment;
let policyId: Hex;
let scopeId: Hex;
let leafIndex: number;
let compiledPolicy: CompiledPolicy;
let seal: ReturnType<typeof createSeal>;

function walletOf(index: number) {
  return { walletClient: chain.createWallet(index), publicClient: chain.publicClient };
}

function addressOf(index: number) {
  return chain.createWallet(index).account.address;
}

beforeAll(async () => {
  chain = await startAnvil();
  deployment = await deployPostern({ ...walletOf(0), development: true, withDemoAsset: true });
  const { trustRegistry, policyRegistry } = deployment;
  const { issuerId } = await createIssuer({
    ...walletOf(0),
    trustRegistry,
    operator: addressOf(1),
    name: 'Aurora Bank',
  });
  const { schemaId } = KYC_PERSON_SCHEMA;
  const list = { issuerId, listId: 1 };
  const registration = { ...list, chainId: chain.chain.id, trustRegistry: BigInt(trustRegistry), schemaId };
  const registered = await registerLeaf({
    ...walletOf(0),
    trustRegistry,
    leaf: {
      ...list,
      schemaId,
      key: deriveEddsaPublicKey(SEAL_KEY),
      possession: signEddsa({ privateKey: SEAL_KEY, message: hashLeafRegistration(registration) }),
      statusRoot: createStatusTree(createStatusBits()).root,
      contentHash: zeroHash,
      uri: 'http://localhost/status/1',
    },
  });
  leafIndex = registered.leafIndex;

  compiledPolicy = compilePolicy({
    policy: { age: { atLeast: 18 }, residence: { notIn: ['KP', 'IR'] }, issuers: [issuerId] },
  });
  const created = await createPolicy({
    ...walletOf(0),
    policyRegistry,
    parameters: {
      policyHash: hashPolicy(compiledPolicy),
      circuitVersion: 1,
      maxPassLife: 30 * DAY,
      maxProofAge: 3_600,
      grace: 600,
      moveCooldown: 7 * DAY,
      salt: zeroHash,
    },
    policyJson: '{}',
  });
  ({ policyId, scopeId } = created);

  const now = await readTime();
  seal = createSeal({
    schemaId,
    values: encodePersonAttributes(recordAt(now)),
    holderCommitment: hashHolderCommitment(holderSecret),
    status: { ...list, index: STATUS_INDEX },
    validUntil: now + 365 * DAY,
    privateKey: SEAL_KEY,
    random,
  });
});
afterAll(async () => {
  await releaseProofWorkers();
  await chain.stop();
});

async function readTime(): Promise<number> {
  return Number((await chain.publicClient.getBlock()).timestamp);
}

function recordAt(now: number): PersonRecord {
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

/** What a wallet does: reads the chain, proves, and hands over the arguments of `admit`. */
async function prove(account: `0x${string}`, options: { scopeId?: Hex; chainId?: number } = {}): Promise<Admission> {
  const client = chain.publicClient;
  const leaves = await readRegistryLeaves({ client, trustRegistry: deployment.trustRegistry });
  const registry = createRegistryTree(leaves.map((leaf) => (leaf.active ? hashRegistryLeaf(leaf) : 0n)));
  const now = await readTime();
  const inputs = createCircuitInputs({
    seal,
    holderSecret,
    compiledPolicy,
    registryPath: getRegistryPath(registry, leafIndex),
    statusPath: getStatusPath(createStatusTree(createStatusBits()), STATUS_INDEX),
    scope: computeChainScope({
      chainId: options.chainId ?? chain.chain.id,
      registry: deployment.passRegistry,
      scopeId: options.scopeId ?? scopeId,
    }),
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

describe('admission with a real proof', () => {
  let admission: Admission;

  it('gives a pass, and the vault takes the deposit', async () => {
    const { passRegistry, asset } = deployment;
    if (asset === undefined) throw new Error('unreachable');
    const account = addressOf(2);
    admission = await prove(account);
    const { receipt } = await admit({ ...walletOf(2), passRegistry, admission });
    expect(receipt.gasUsed).toBeLessThan(350_000n);
    expect(await readIsAdmitted({ client: chain.publicClient, passRegistry, policyId, account })).toBe(true);
    expect(await readPass({ client: chain.publicClient, passRegistry, policyId, account })).toMatchObject({
      expiresAt: Number(admission.signals[7]),
      nullifierTag: admission.signals[0] % 2n ** 176n,
    });

    const vault = await deployVault({ ...walletOf(0), asset, passRegistry, policyId });
    const wallet = chain.createWallet(2);
    const amount = parseUnits('250', 6);
    await wallet.writeContract({ address: asset, abi: demoDollarAbi, functionName: 'mint', args: [account, amount] });
    await wallet.writeContract({ address: asset, abi: demoDollarAbi, functionName: 'approve', args: [vault, amount] });
    const hash = await wallet.writeContract({
      address: vault,
      abi: harborVaultAbi,
      functionName: 'deposit',
      args: [amount, account],
    });
    expect(await chain.publicClient.waitForTransactionReceipt({ hash })).toMatchObject({ status: 'success' });
  }, 60_000);

  it('is refused to whoever takes the proof from the mempool', async () => {
    const { passRegistry } = deployment;
    const thief = addressOf(3);
    await expect(
      admit({ ...walletOf(3), passRegistry, admission: { ...admission, account: thief } }),
    ).rejects.toMatchObject({ code: 'ERR_PASS_REGISTRY_ACCOUNT_MISMATCH' });
    const signals = admission.signals.with(4, BigInt(thief)) as unknown as Admission['signals'];
    await endPass({ ...walletOf(2), passRegistry, policyId });
    await expect(
      admit({ ...walletOf(3), passRegistry, admission: { ...admission, account: thief, signals } }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_PASS_REGISTRY_(PROOF_SPENT|INVALID_PROOF)$/) });
  });

  it('cannot be replayed after the pass was ended, but a new proof can be relayed', async () => {
    const { passRegistry } = deployment;
    await expect(admit({ ...walletOf(2), passRegistry, admission })).rejects.toMatchObject({
      code: 'ERR_PASS_REGISTRY_PROOF_SPENT',
    });
    await chain.testClient.increaseTime({ seconds: 60 });
    await chain.testClient.mine({ blocks: 1 });
    const fresh = await prove(addressOf(2));
    await expect(admit({ ...walletOf(4), passRegistry, admission: fresh })).rejects.toMatchObject({
      code: 'ERR_PASS_REGISTRY_CONSENT_MISSING',
    });
    const [nullifier, , , , , provenAt, , expiresAt] = fresh.signals;
    const accountSignature = await chain
      .createWallet(2)
      .signTypedData(
        getAdmitTypedData({ chainId: chain.chain.id, passRegistry, policyId, nullifier, provenAt, expiresAt }),
      );
    await admit({ ...walletOf(4), passRegistry, admission: { ...fresh, accountSignature } });
    expect(await readIsAdmitted({ client: chain.publicClient, passRegistry, policyId, account: addressOf(2) })).toBe(
      true,
    );
  }, 60_000);

  it('is refused with a proof for another chain', async () => {
    const { passRegistry } = deployment;
    await chain.testClient.increaseTime({ seconds: 60 });
    await chain.testClient.mine({ blocks: 1 });
    const elsewhere = await prove(addressOf(2), { chainId: 31_338 });
    await expect(admit({ ...walletOf(2), passRegistry, admission: elsewhere })).rejects.toMatchObject({
      code: 'ERR_PASS_REGISTRY_SCOPE_MISMATCH',
    });
  }, 60_000);

  it('ends with revocation: the old root serves for its grace, then no proof does', async () => {
    const { passRegistry, trustRegistry } = deployment;
    const kept = await prove(addressOf(2));
    const bits = createStatusBits();
    setStatusBit(bits, STATUS_INDEX, true);
    const anchor = {
      leafIndex,
      epoch: 1,
      statusRoot: createStatusTree(bits).root,
      contentHash: zeroHash,
      uri: 'http://localhost/status/1',
    };
    const { receipt } = await anchorStatus({ ...walletOf(1), trustRegistry, anchor });
    expect(receipt.gasUsed).toBeLessThan(300_000n);
    await chain.testClient.increaseTime({ seconds: 601 });
    await chain.testClient.mine({ blocks: 1 });
    await expect(admit({ ...walletOf(2), passRegistry, admission: kept })).rejects.toMatchObject({
      code: 'ERR_PASS_REGISTRY_ROOT_TOO_OLD',
    });
    const pass = await readPass({ client: chain.publicClient, passRegistry, policyId, account: addressOf(2) });
    await chain.testClient.setNextBlockTimestamp({ timestamp: BigInt(pass?.expiresAt ?? 0) });
    await chain.testClient.mine({ blocks: 1 });
    expect(await readIsAdmitted({ client: chain.publicClient, passRegistry, policyId, account: addressOf(2) })).toBe(
      false,
    );
  }, 60_000);
});
