import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createIssuer, registerLeaf } from '@postern/contracts';
import { deployPostern } from '@postern/contracts/deploy';
import { createLogger } from '@postern/http-service';
import type { LeafRegistrationView } from '@postern/issuer';
import type { Clock, Random } from '@postern/primitives';
import { createTestDatabase, startAnvil, type TestChain, type TestDatabase } from '@postern/testkit';
import { type Address, bytesToHex, type Hex } from 'viem';

import { createContainer, type IssuerContainer } from '../container.ts';
import { type IssuerEnv, readEnv } from '../env.ts';

export const LAUNCHER_TOKEN = 'launcher-token-of-this-test';
export const TENANT = 'demo-bank';

export type TestIssuer = {
  url: string;
  issuer: string;
  portalUrl: string;
  container: IssuerContainer;
  chain: TestChain;
  trustRegistry: Address;
  env: IssuerEnv;
  /** Lines of the service's log. */
  lines: string[];
  internal<T>(path: string): Promise<T>;
  /** Registers the bank's leaf as governance would. */
  registerLeaf(): Promise<void>;
  /** Stops the service and starts another on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** The real service on a real database and a real chain. */
export async function startTestIssuer(options: {
  port: number;
  env?: Record<string, string>;
  clock?: Clock;
  random?: Random;
  /** A chain of the test's own; it is stopped with the rest. */
  chain?: TestChain;
  /** Chains beside it. */
  moreChains?: readonly { chainId: number; rpcUrl: string; trustRegistry: string }[];
}): Promise<TestIssuer> {
  const { port, clock, random, moreChains } = options;
  const url = `http://localhost:${port}`;
  const portalUrl = `http://localhost:${port + 1}`;
  const chain = options.chain ?? (await startAnvil());
  const clients = { walletClient: chain.createWallet(0), publicClient: chain.publicClient };
  const { trustRegistry, erc1056 } = await deployPostern({ ...clients, development: true });
  const operator = chain.createWallet(3).account;
  const { issuerId } = await createIssuer({
    ...clients,
    trustRegistry,
    operator: operator.address,
    name: 'Aurora Bank',
  });
  const hdKey = 'getHdKey' in operator ? (operator.getHdKey as () => { privateKey: Uint8Array })() : undefined;
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-issuer-'));
  const seedFile = path.join(folder, 'seed.json');
  const seed = {
    tenants: [
      {
        slug: TENANT,
        name: 'Aurora Bank',
        issuerId,
        listId: 1,
        schema: 'kyc-person/1',
        operatorPrivateKey: bytesToHex(hdKey?.privateKey ?? new Uint8Array(32)),
        staff: [
          { id: 'maker', name: 'Mara Lindqvist', role: 'analyst' },
          { id: 'checker', name: 'Jonas Adeyemi', role: 'approver' },
          { id: 'second-checker', name: 'Ines Moreau', role: 'approver' },
        ],
      },
    ],
  };
  await writeFile(seedFile, JSON.stringify(seed));
  const database: TestDatabase = await createTestDatabase({ schema: 'issuer' });
  const env = readEnv({
    PORT: String(port),
    ISSUER_PUBLIC_URL: url,
    PORTAL_PUBLIC_URL: portalUrl,
    ISSUER_DATABASE_URL: database.url,
    ISSUER_RPC_URL: chain.url,
    ISSUER_TRUST_REGISTRY: trustRegistry,
    ISSUER_DID_REGISTRY: erc1056,
    ISSUER_SEED_FILE: seedFile,
    ISSUER_LAUNCHER_TOKEN: LAUNCHER_TOKEN,
    ISSUER_DEMO_SIGN_IN: 'true',
    ISSUER_ANCHOR_INTERVAL_MS: '100',
    ...(moreChains === undefined
      ? {}
      : { ISSUER_CHAINS: JSON.stringify([{ chainId: 31_337, rpcUrl: chain.url, trustRegistry }, ...moreChains]) }),
    ...options.env,
  });
  const lines: string[] = [];
  const logger = createLogger({ name: 'issuer', level: 'info', destination: { write: (line) => lines.push(line) } });
  const open = async () => {
    const container = await createContainer({
      env,
      logger,
      ...(clock === undefined ? {} : { clock }),
      ...(random === undefined ? {} : { random }),
    });
    return { container, running: await container.service.listen({ port }) };
  };
  let current = await open();
  const close = async () => {
    await current.running.close();
    await current.container.close();
  };
  const internal = async <T>(target: string): Promise<T> => {
    const response = await fetch(`${url}/internal/${target}?tenant=${TENANT}`, {
      headers: { 'x-postern-launcher': LAUNCHER_TOKEN },
    });
    if (!response.ok) throw new Error(`internal ${target}: ${response.status}`);
    return (await response.json()) as T;
  };
  return {
    url,
    issuer: `${url}/t/${TENANT}`,
    portalUrl,
    get container() {
      return current.container;
    },
    chain,
    trustRegistry,
    env,
    lines,
    internal,
    registerLeaf: async () => {
      const view = await internal<LeafRegistrationView>('leaf-registration');
      const { possession } = view;
      await registerLeaf({
        ...clients,
        trustRegistry,
        leaf: {
          issuerId: view.issuerId,
          listId: view.listId,
          schemaId: BigInt(view.schemaId),
          key: [BigInt(view.key[0]), BigInt(view.key[1])],
          possession: { r8: [BigInt(possession.r8[0]), BigInt(possession.r8[1])], s: BigInt(possession.s) },
          statusRoot: BigInt(view.statusRoot),
          contentHash: view.contentHash as Hex,
          uri: view.uri,
        },
      });
    },
    restart: async () => {
      await close();
      current = await open();
    },
    stop: async () => {
      await close();
      await database.drop();
      await chain.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
