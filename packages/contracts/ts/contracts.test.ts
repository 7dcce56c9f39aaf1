import {
  deriveEddsaPublicKey,
  createRegistryTree,
  hashIssuerCommitment,
  hashLeafRegistration,
  hashRegistryLeaf,
  hashSchemaName,
  signEddsa,
} from '@postern/primitives';
import { startAnvil, type TestChain } from '@postern/testkit';
import { type Address, createPublicClient, type Hex, http, parseUnits, zeroAddress, zeroHash } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { assertVerifierHoldsKey } from './deploy/assert-verifier-holds-key.ts';
import { deployPostern } from './deploy/deploy-postern.ts';
import { deployVault } from './deploy/deploy-vault.ts';
import { circuitKey } from './deploy/generated/circuit-key.ts';
import { demoDollarAbi } from './generated/demo-dollar.ts';
import { harborVaultAbi } from './generated/harbor-vault.ts';
import {
  admit,
  anchorStatus,
  createIssuer,
  createPolicy,
  type Deployment,
  decodeContractError,
  endPass,
  type LeafRegistration,
  type PolicyParameters,
  parseDeployment,
  readIsAdmitted,
  readIssuer,
  readPass,
  readPolicy,
  readRegistryLeaves,
  readRegistryRoot,
  readRootInfo,
  registerLeaf,
} from './index.ts';

const SEAL_KEY = new Uint8Array(32).fill(7);
const STATUS_ROOT = 11n;
const PARAMETERS: PolicyParameters = {
  policyHash: 42n,
  circuitVersion: 1,
  maxPassLife: 30 * 86_400,
  maxProofAge: 3_600,
  grace: 600,
  firstGrace: 300,
  moveCooldown: 7 * 86_400,
  salt: zeroHash,
};

let chain: TestChain;
let deployment: Deployment;

beforeAll(async () => {
  chain = await startAnvil();
  deployment = await deployPostern({ ...walletOf(0), development: true, withDemoAsset: true });
});
afterAll(() => chain.stop());

function walletOf(index: number) {
  return { walletClient: chain.createWallet(index), publicClient: chain.publicClient };
}

function prepareLeaf(options: { issuerId: number; listId: number }): LeafRegistration {
  const schemaId = hashSchemaName('kyc-person/1');
  const message = hashLeafRegistration({
    ...options,
    chainId: chain.chain.id,
    trustRegistry: BigInt(deployment.trustRegistry),
    schemaId,
  });
  return {
    ...options,
    schemaId,
    key: deriveEddsaPublicKey(SEAL_KEY),
    possession: signEddsa({ privateKey: SEAL_KEY, message }),
    statusRoot: STATUS_ROOT,
    contentHash: zeroHash,
    uri: 'http://localhost/status/1',
  };
}

describe('deployPostern', () => {
  it('gives a record that survives JSON', () => {
    expect(parseDeployment(JSON.parse(JSON.stringify(deployment)))).toEqual(deployment);
  });

  it('refuses a development key outside local chains', async () => {
    const other = await startAnvil({ chainId: 10 });
    try {
      const clients = { walletClient: other.createWallet(0), publicClient: other.publicClient };
      await expect(deployPostern({ ...clients, development: true })).rejects.toMatchObject({
        code: 'ERR_DEPLOYMENT_DEVELOPMENT_KEY',
      });
      // What the caller says of the key cannot loosen what the build knows of it.
      await expect(deployPostern({ ...clients, development: false })).rejects.toMatchObject({
        code: 'ERR_DEPLOYMENT_DEVELOPMENT_KEY',
      });
      const held = await deployPostern({
        ...clients,
        development: false,
        circuitKey: { ...circuitKey, development: false },
      });
      expect(held.chainId).toBe(10);
    } finally {
      await other.stop();
    }
  });

  it('lists no verifier that holds another key than the manifest names', async () => {
    const coordinates: readonly Hex[] = circuitKey.coordinates;
    const changed = coordinates.with(7, `0x${'17'.repeat(32)}`);
    await expect(
      deployPostern({ ...walletOf(0), development: true, circuitKey: { ...circuitKey, coordinates: changed } }),
    ).rejects.toMatchObject({ code: 'ERR_DEPLOYMENT_KEY_MISMATCH' });
    const check = (address: Address) => assertVerifierHoldsKey({ ...walletOf(0), address, circuitKey });
    await expect(check(deployment.presentationVerifier)).resolves.toBeUndefined();
    await expect(check(deployment.passRegistry)).rejects.toMatchObject({ code: 'ERR_DEPLOYMENT_KEY_MISMATCH' });
  });

  it('hands governance over', async () => {
    const [admin, governor, guardian] = [1, 2, 3].map((index) => chain.createWallet(index).account.address);
    if (!admin || !governor || !guardian) throw new Error('unreachable');
    const governance = { admin, governor, guardian, delaySeconds: 86_400 };
    const held = await deployPostern({ ...walletOf(0), development: true, governance });
    const issuer = { trustRegistry: held.trustRegistry, operator: admin, name: 'Bank' };
    await expect(createIssuer({ ...walletOf(0), ...issuer })).rejects.toMatchObject({
      code: 'ERR_ACCESS_MANAGED_UNAUTHORIZED',
    });
    await expect(createIssuer({ ...walletOf(2), ...issuer })).rejects.toMatchObject({
      code: 'ERR_ACCESS_MANAGER_NOT_SCHEDULED',
    });
  });
});

describe('trust registry', () => {
  it('registers a leaf and keeps the root that the tree of its leaves has', async () => {
    const { trustRegistry } = deployment;
    const client = chain.publicClient;
    const operator = chain.createWallet(1).account.address;
    const { issuerId } = await createIssuer({ ...walletOf(0), trustRegistry, operator, name: 'Aurora Bank' });
    expect(await readIssuer({ client, trustRegistry, issuerId })).toEqual({
      operator,
      standby: zeroAddress,
      name: 'Aurora Bank',
    });

    const leaf = prepareLeaf({ issuerId, listId: 1 });
    const { leafIndex, registryRoot } = await registerLeaf({ ...walletOf(0), trustRegistry, leaf });
    expect(await readRegistryRoot({ client, trustRegistry })).toBe(registryRoot);

    const where = { contentHash: zeroHash, auditHash: zeroHash, uri: 'http://localhost/status/1' };
    const anchor = { issuerId, listId: 1, epoch: 1, statusRoot: 12n, ...where };
    const moved = await anchorStatus({ ...walletOf(1), trustRegistry, anchor });
    const leaves = await readRegistryLeaves({ client, trustRegistry });
    expect(leaves[leafIndex]).toMatchObject({ issuerId, listId: 1, statusRoot: 12n, epoch: 1, active: true });
    expect(leaves[leafIndex]?.issuerCommitment).toBe(hashIssuerCommitment(leaf));
    const tree = createRegistryTree(leaves.map((known) => (known.active ? hashRegistryLeaf(known) : 0n)));
    expect(tree.root).toBe(moved.registryRoot);

    expect(await readRootInfo({ client, trustRegistry, root: moved.registryRoot })).toEqual({ known: true });
    expect(await readRootInfo({ client, trustRegistry, root: registryRoot })).toMatchObject({
      known: true,
      supersededAt: expect.any(Number),
    });
    expect(await readRootInfo({ client, trustRegistry, root: 99n })).toEqual({ known: false });
  });

  it('refuses a stranger, an old epoch and a false proof of possession', async () => {
    const { trustRegistry } = deployment;
    const anchor = { issuerId: 1, listId: 1, epoch: 5, statusRoot: 1n, contentHash: zeroHash, uri: '' };
    await expect(anchorStatus({ ...walletOf(2), trustRegistry, anchor })).rejects.toMatchObject({
      code: 'ERR_TRUST_REGISTRY_NOT_OPERATOR',
    });
    await expect(
      anchorStatus({ ...walletOf(1), trustRegistry, anchor: { ...anchor, epoch: 1 } }),
    ).rejects.toMatchObject({ code: 'ERR_TRUST_REGISTRY_STALE_EPOCH' });
    const leaf = { ...prepareLeaf({ issuerId: 1, listId: 2 }), listId: 3 };
    await expect(registerLeaf({ ...walletOf(0), trustRegistry, leaf })).rejects.toMatchObject({
      code: 'ERR_TRUST_REGISTRY_INVALID_POSSESSION',
    });
  });
});

describe('policy and pass registries', () => {
  it('creates a policy and reads it back with its JSON', async () => {
    const { policyRegistry } = deployment;
    const created = await createPolicy({
      ...walletOf(0),
      policyRegistry,
      parameters: PARAMETERS,
      policyJson: '{"a":1}',
    });
    const policy = await readPolicy({ client: chain.publicClient, policyRegistry, policyId: created.policyId });
    const { salt, ...kept } = PARAMETERS;
    expect(salt).toBe(zeroHash);
    expect(policy).toMatchObject({ ...kept, scopeId: created.scopeId, policyJson: '{"a":1}', closed: false });
  });

  it('refuses the same policy twice and an unknown one', async () => {
    const { policyRegistry } = deployment;
    await expect(
      createPolicy({ ...walletOf(0), policyRegistry, parameters: PARAMETERS, policyJson: '{}' }),
    ).rejects.toMatchObject({ code: 'ERR_POLICY_REGISTRY_POLICY_EXISTS' });
    await expect(readPolicy({ client: chain.publicClient, policyRegistry, policyId: zeroHash })).rejects.toMatchObject({
      code: 'ERR_POLICY_REGISTRY_UNKNOWN_POLICY',
    });
  });

  it('refuses an account without a pass, at the vault too', async () => {
    const { passRegistry, policyRegistry, asset } = deployment;
    if (asset === undefined) throw new Error('unreachable');
    const account = chain.createWallet(0).account.address;
    const parameters = { ...PARAMETERS, policyHash: 43n };
    const { policyId } = await createPolicy({ ...walletOf(0), policyRegistry, parameters, policyJson: '{}' });
    const client = chain.publicClient;
    expect(await readIsAdmitted({ client, passRegistry, policyId, account })).toBe(false);
    expect(await readPass({ client, passRegistry, policyId, account })).toBeUndefined();
    await expect(endPass({ ...walletOf(0), passRegistry, policyId })).rejects.toMatchObject({
      code: 'ERR_PASS_REGISTRY_NO_PASS',
    });
    const proof = {
      a: [0n, 0n],
      b: [
        [0n, 0n],
        [0n, 0n],
      ],
      c: [0n, 0n],
    } as const;
    const signals = [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n] as const;
    await expect(
      admit({ ...walletOf(0), passRegistry, admission: { policyId, account, proof, signals } }),
    ).rejects.toMatchObject({ code: 'ERR_PASS_REGISTRY_POLICY_MISMATCH' });

    const vault = await deployVault({ ...walletOf(0), asset, passRegistry, policyId });
    const wallet = chain.createWallet(0);
    const amount = parseUnits('10', 6);
    await wallet.writeContract({ address: asset, abi: demoDollarAbi, functionName: 'mint', args: [account, amount] });
    await wallet.writeContract({ address: asset, abi: demoDollarAbi, functionName: 'approve', args: [vault, amount] });
    const deposit = { address: vault, abi: harborVaultAbi, functionName: 'deposit', args: [amount, account] } as const;
    const error = await client.simulateContract({ ...deposit, account }).catch((caught: unknown) => caught);
    expect(decodeContractError({ error })).toMatchObject({ code: 'ERR_POSTERN_GUARD_NOT_ADMITTED' });
  });
});

describe('decodeContractError', () => {
  it('tells an unreachable chain from a call that cannot be made', async () => {
    const client = createPublicClient({ transport: http('http://127.0.0.1:9', { retryCount: 0 }) });
    const { trustRegistry } = deployment;
    await expect(readRegistryRoot({ client, trustRegistry })).rejects.toMatchObject({
      code: 'ERR_CONTRACT_UNREACHABLE',
    });
    await expect(readRootInfo({ client: chain.publicClient, trustRegistry, root: -1n })).rejects.toMatchObject({
      code: 'ERR_CONTRACT_CALL',
    });
  });
});
