import { createSeal, encodePersonAttributes, KYC_PERSON_SCHEMA } from '@postern/credential';
import { anchorStatus, createIssuer, createPolicy, type Deployment, registerLeaf } from '@postern/contracts';
import { CIRCUIT_VERSION, deployPostern } from '@postern/contracts/deploy';
import {
  computeAccountBinding,
  computeChainScope,
  computeSessionBinding,
  computeVerifierScope,
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
  setStatusBit,
  signEddsa,
} from '@postern/primitives';
import { canonicalPolicyJson, compilePolicy, createCircuitInputs, hashPolicy, type PolicyInput } from '@postern/proof';
import { createNodeArtifactSource } from '@postern/proof/artifacts-node';
import { createPresentation, type Presentation } from '@postern/proof/prove';
import { createTestDatabase, startAnvil, type TestChain } from '@postern/testkit';
import { zeroHash } from 'viem';

import { type Container, createContainer } from '../container.ts';
import { readEnv, type Seed } from '../env.ts';
import { spawnVerifier } from './spawn-verifier.ts';

const DAY = 86_400;
const SEAL_KEY = new Uint8Array(32).fill(9);
const HOLDER_SECRET = 987_654_321_987_654_321n;
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };

/** At least 18, not resident in two countries, assurance substantial. */
export const WALK_POLICY: PolicyInput = {
  age: { atLeast: 18 },
  residence: { notIn: ['KP', 'IR'] },
  assurance: { atLeast: 'substantial' },
  issuers: [1],
};
/** Another policy of the same owner and salt, so of the same scope. */
export const OTHER_POLICY: PolicyInput = { ...WALK_POLICY, age: { atLeast: 21 } };

export type VerifierWorld = {
  origin: string;
  container: Container;
  chain: TestChain;
  deployment: Deployment;
  policyId: string;
  otherPolicyId: string;
  accounts: { holder: string; other: string };
  apiKeys: { vault: string; foreign: string };
  /** What snarkjs and did-jwt-vc were asked, with their verdicts; the next `disagreeing` of these become no. */
  seconds: { disagreeing: number; verdicts: [about: 'proof' | 'vc-jwt', agreed: boolean][] };
  /** Moves the service's clock ahead, not the chain's. */
  advanceServiceClock(seconds: number): void;
  /** Makes a real proof of the walk's policy for the holder's account, under the current root. */
  prove(): Promise<Presentation>;
  /** The same to a verifier's session, as the wallet computes it from the request. */
  proveToSession(request: Parameters<typeof computeSessionBinding>[0]): Promise<Presentation>;
  /** The same service as a process of its own, on the same database and the machine's clock. @returns its origin */
  startSecond(port: number): Promise<string>;
  /** Revokes somebody else: the registry root changes. */
  changeRoot(): Promise<void>;
  stop(): Promise<void>;
};

/** A chain with the contracts, one bank, two policies, a database and the running service: all real. */
export async function startVerifierWorld(options: {
  port: number;
  trust?: { trustedIssuers: string[]; trustAnchors: string[] };
  /** Of the service; the machine's and what it was moved ahead unless told. */
  clock?: () => number;
  /** A database of the caller's own, in place of a fresh one. */
  databaseUrl?: string;
  /** Settings of the service beside those of this world. */
  env?: Record<string, string>;
}): Promise<VerifierWorld> {
  const origin = `http://localhost:${options.port}`;
  const [chain, database] = await Promise.all([startAnvil(), createTestDatabase({ schema: 'verifier' })]);
  const clients = { walletClient: chain.createWallet(0), publicClient: chain.publicClient };
  const deployment = await deployPostern({ ...clients, development: true });
  const bank = await registerBank(chain, deployment);

  const policyIds: string[] = [];
  const scopeIds: string[] = [];
  for (const policy of [WALK_POLICY, OTHER_POLICY]) {
    const { policyId, scopeId } = await createPolicy({
      ...clients,
      policyRegistry: deployment.policyRegistry,
      policyJson: canonicalPolicyJson(policy),
      parameters: {
        policyHash: hashPolicy(compilePolicy({ policy })),
        circuitVersion: CIRCUIT_VERSION,
        maxPassLife: 30 * DAY,
        maxProofAge: 3600,
        grace: 600,
        firstGrace: 300,
        moveCooldown: 7 * DAY,
        salt: zeroHash,
      },
    });
    policyIds.push(policyId);
    scopeIds.push(scopeId);
  }
  const [policyId = '', otherPolicyId = ''] = policyIds;
  const accounts = {
    holder: chain.createWallet(5).account.address,
    other: chain.createWallet(6).account.address,
  };

  const apiKeys = { vault: 'vault-key-of-a-test-0001', foreign: 'foreign-key-of-a-test-01' };
  const { trust = { trustedIssuers: [], trustAnchors: [] } } = options;
  const protocol = { policyIds, origins: ['http://localhost:4106'], issuerExceptions: [], ...trust };
  const seed: Seed = {
    protocols: [
      { ...protocol, slug: 'demo-vault', name: 'Harbor Vault', apiKey: apiKeys.vault },
      { ...protocol, slug: 'foreign', name: 'Foreign', apiKey: apiKeys.foreign },
    ],
  };
  const variables = {
    PORT: String(options.port),
    LOG_LEVEL: 'silent',
    VERIFIER_PUBLIC_URL: origin,
    VERIFIER_DATABASE_URL: options.databaseUrl ?? database.url,
    VERIFIER_RPC_URL: chain.url,
    VERIFIER_CHAIN_ID: String(chain.chain.id),
    VERIFIER_TRUST_REGISTRY: deployment.trustRegistry,
    VERIFIER_POLICY_REGISTRY: deployment.policyRegistry,
    VERIFIER_PASS_REGISTRY: deployment.passRegistry,
    VERIFIER_DID_REGISTRY: deployment.erc1056,
    VERIFIER_SECOND_OPINION_RATE: '1',
    ...options.env,
  };
  const env = readEnv(variables);
  let offset = 0;
  const clock = { now: options.clock ?? (() => Math.floor(Date.now() / 1000) + offset) };
  const seconds: VerifierWorld['seconds'] = { disagreeing: 0, verdicts: [] };
  const watch = async (about: 'proof' | 'vc-jwt', verdict: Promise<boolean>): Promise<boolean> => {
    const agreed = (await verdict) && seconds.disagreeing === 0;
    seconds.disagreeing = Math.max(0, seconds.disagreeing - 1);
    seconds.verdicts.push([about, agreed]);
    return agreed;
  };
  const container: Container = await createContainer({
    env,
    seed,
    clock,
    beforeAsking: (ask) => ({
      onProof: (presentation) => watch('proof', ask.onProof(presentation)),
      onVcJwt: (jwt) => watch('vc-jwt', ask.onVcJwt(jwt)),
    }),
  });
  const running = await container.service.listen({ port: options.port });
  const others: { stop: () => Promise<void> }[] = [];

  return {
    origin,
    container,
    chain,
    deployment,
    policyId,
    otherPolicyId,
    accounts,
    apiKeys,
    seconds,
    advanceServiceClock: (seconds) => {
      offset += seconds;
    },
    prove: async () =>
      bank.prove({
        scope: computeChainScope({
          chainId: chain.chain.id,
          registry: deployment.passRegistry,
          scopeId: scopeIds[0] ?? '',
        }),
        binding: computeAccountBinding(accounts.holder),
        now: await readMinute(chain),
      }),
    proveToSession: async (request) =>
      bank.prove({
        scope: computeVerifierScope(request),
        binding: computeSessionBinding(request),
        now: await readMinute(chain),
      }),
    startSecond: async (port) => {
      const second = `http://localhost:${port}`;
      others.push(await spawnVerifier({ env: { ...variables, PORT: String(port) }, origin: second }));
      return second;
    },
    changeRoot: bank.changeRoot,
    stop: async () => {
      await Promise.all(others.map((other) => other.stop()));
      await running.close();
      await container.close();
      await Promise.all([database.drop(), chain.stop()]);
    },
  };
}

/** Time of the latest block, floored to the minute as wallets do. */
async function readMinute(chain: TestChain): Promise<number> {
  const { timestamp } = await chain.publicClient.getBlock();
  return Number(timestamp) - (Number(timestamp) % 60);
}

/** One bank with one list, and one person whom it sealed. */
async function registerBank(chain: TestChain, deployment: Deployment) {
  const clients = { walletClient: chain.createWallet(0), publicClient: chain.publicClient };
  const { trustRegistry } = deployment;
  const operator = chain.createWallet(1);
  const { issuerId } = await createIssuer({
    ...clients,
    trustRegistry,
    operator: operator.account.address,
    name: 'Aurora Bank',
  });
  const { schemaId } = KYC_PERSON_SCHEMA;
  const list = { issuerId, listId: 1 };
  const bits = createStatusBits();
  let statusTree = createStatusTree(bits);
  const message = hashLeafRegistration({
    ...list,
    chainId: chain.chain.id,
    trustRegistry: BigInt(trustRegistry),
    schemaId,
  });
  const key = deriveEddsaPublicKey(SEAL_KEY);
  const published = { contentHash: zeroHash, uri: 'http://localhost/status/1' };
  const { leafIndex } = await registerLeaf({
    ...clients,
    trustRegistry,
    leaf: {
      ...list,
      ...published,
      schemaId,
      key,
      possession: signEddsa({ privateKey: SEAL_KEY, message }),
      statusRoot: statusTree.root,
    },
  });

  const nowSeconds = Math.floor(Date.now() / 1000);
  const status = { ...list, index: 4711 };
  const seal = createSeal({
    schemaId,
    values: encodePersonAttributes({
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
      screenedAt: nowSeconds - 100,
      issuedAt: nowSeconds,
      reboundAt: 0,
    }),
    holderCommitment: hashHolderCommitment(HOLDER_SECRET),
    status,
    validUntil: nowSeconds + 365 * DAY,
    privateKey: SEAL_KEY,
    random,
  });
  const issuerCommitment = hashIssuerCommitment({ key, schemaId, ...list });
  let epoch = 1;

  return {
    prove: ({ scope, binding, now }: { scope: bigint; binding: bigint; now: number }) => {
      const registry = createRegistryTree([hashRegistryLeaf({ issuerCommitment, statusRoot: statusTree.root })]);
      const inputs = createCircuitInputs({
        seal,
        holderSecret: HOLDER_SECRET,
        compiledPolicy: compilePolicy({ policy: WALK_POLICY }),
        registryPath: getRegistryPath(registry, leafIndex),
        statusPath: getStatusPath(statusTree, status.index),
        scope,
        binding,
        now,
        expiresAt: (Math.floor(now / DAY) + 7) * DAY,
      });
      return createPresentation({ inputs, artifacts: createNodeArtifactSource() });
    },
    changeRoot: async () => {
      setStatusBit(bits, 99 + epoch, true);
      statusTree = createStatusTree(bits);
      epoch += 1;
      await anchorStatus({
        walletClient: operator,
        publicClient: chain.publicClient,
        trustRegistry,
        anchor: { ...list, epoch, statusRoot: statusTree.root, ...published },
      });
    },
  };
}
