import {
  createIssuer,
  createPolicy,
  type Deployment,
  readIssuer,
  readPass,
  readPolicy,
  readRegistryLeaves,
  readRegistrySnapshot,
  registerLeaf,
} from '@postern/contracts';
import { CIRCUIT_VERSION, deployPostern } from '@postern/contracts/deploy';
import type { HolderChain } from '@postern/holder';
import { canonicalPolicyJson, compilePolicy, hashPolicy } from '@postern/proof';
import { startAnvil, type TestChain } from '@postern/testkit';
import { type Hex, parseEther, zeroHash } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';

/** Seconds. */
export const POLICY_TIMES = {
  maxPassLife: 2_592_000,
  maxProofAge: 3600,
  firstGrace: 600,
  grace: 600,
  moveCooldown: 604_800,
};

/** A chain with the contracts, one bank that governance let in, and one policy that accepts it. */
export type Registries = {
  chain: TestChain;
  deployment: Deployment;
  policyId: string;
  /** The bank's number and the key that anchors for it. */
  issuerId: number;
  operatorPrivateKey: Hex;
  holderChain: HolderChain;
  /** Takes what an issuer answers under `/internal/leaf-registration` into the registry, as governance would. */
  registerLeaf(registration: Record<string, unknown>): Promise<void>;
};

export async function startRegistries(
  options: {
    chainId?: number;
    /** Of a bank that has a place on another chain already. */
    operatorPrivateKey?: Hex;
  } = {},
): Promise<Registries> {
  const { chainId = 31_337, operatorPrivateKey = generatePrivateKey() } = options;
  const chain = await startAnvil({ chainId });
  const clients = { walletClient: chain.createWallet(0), publicClient: chain.publicClient };
  const deployment = await deployPostern({ ...clients, development: true });
  const { trustRegistry, policyRegistry, passRegistry } = deployment;
  const operator = privateKeyToAccount(operatorPrivateKey).address;
  const hash = await clients.walletClient.sendTransaction({ to: operator, value: parseEther('10') });
  await chain.publicClient.waitForTransactionReceipt({ hash });
  const { issuerId } = await createIssuer({ ...clients, trustRegistry, operator, name: 'Aurora Bank' });
  const policy = { age: { atLeast: 18 }, residence: { notIn: ['KP', 'IR'] }, issuers: [issuerId] };
  const { policyId } = await createPolicy({
    ...clients,
    policyRegistry,
    policyJson: canonicalPolicyJson(policy),
    parameters: {
      ...POLICY_TIMES,
      policyHash: hashPolicy(compilePolicy({ policy })),
      circuitVersion: CIRCUIT_VERSION,
      salt: zeroHash,
    },
  });
  const client = chain.publicClient;
  return {
    ...{ chain, deployment, policyId, issuerId, operatorPrivateKey },
    holderChain: {
      chainId: chain.chain.id,
      passRegistry,
      readRegistryLeaves: () => readRegistryLeaves({ client, trustRegistry }),
      readRegistrySnapshot: () => readRegistrySnapshot({ client, trustRegistry }),
      readIssuerNames: async (ids) => {
        const read = async (id: number) => (await readIssuer({ client, trustRegistry, issuerId: id })).name;
        return Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await read(id)] as const)));
      },
      readPolicy: (id) => readPolicy({ client, policyRegistry, policyId: id as Hex }),
      readPass: ({ policyId: id, account }) =>
        readPass({ client, passRegistry, policyId: id as Hex, account: account as Hex }),
    },
    registerLeaf: async (registration) => {
      const { key, possession, schemaId, statusRoot, listId, contentHash, uri } = registration as Registration;
      const point = ([x, y]: readonly [string, string]) => [BigInt(x), BigInt(y)] as const;
      const leaf = {
        ...{ issuerId, listId, contentHash, uri },
        schemaId: BigInt(schemaId),
        statusRoot: BigInt(statusRoot),
        key: point(key),
        possession: { r8: point(possession.r8), s: BigInt(possession.s) },
      };
      await registerLeaf({ ...clients, trustRegistry, leaf });
    },
  };
}

type Registration = {
  listId: number;
  schemaId: string;
  key: [string, string];
  possession: { r8: [string, string]; s: string };
  statusRoot: string;
  contentHash: Hex;
  uri: string;
};

/** Several chains as the `…_CHAINS` variables of the services name them. */
export function writeChains(registries: readonly Registries[]): string {
  return JSON.stringify(
    registries.map(({ chain, deployment }) => ({
      ...{ name: `Chain ${chain.chain.id}`, chainId: chain.chain.id, rpcUrl: chain.url },
      trustRegistry: deployment.trustRegistry,
      policyRegistry: deployment.policyRegistry,
      passRegistry: deployment.passRegistry,
    })),
  );
}
