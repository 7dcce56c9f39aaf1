import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createTestDatabase, startAnvil } from '@postern/testkit';

import { askWell } from '../support/ask-json.ts';
import { findFreePort, spawnService } from '../support/spawn-service.ts';
import { type Registries, writeChains } from './start-registries.ts';

/** A session as the protocol's server opened it. */
export type OpenedSession = {
  walletUrl: string;
  /** For wallets of other makers. */
  otherWalletUrl: string;
  clientId: string;
  read(): Promise<Record<string, unknown>>;
};

/** Our verifier, running on its own, with one protocol that trusts the given issuers. */
export async function startOurVerifier(options: {
  trustedIssuers: readonly string[];
  /** With the policy of these registries; without, only claims can be asked. */
  registries?: Registries;
  /** Other chains that it serves, with their policies. */
  others?: readonly Registries[];
  env?: Readonly<Record<string, string>>;
}) {
  const { registries, others = [] } = options;
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const [chain, database] = await Promise.all([
    registries?.chain ?? startAnvil(),
    createTestDatabase({ schema: 'verifier' }),
  ]);
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-interop-'));
  const seedFile = path.join(folder, 'seed.json');
  const apiKey = randomBytes(24).toString('hex');
  const protocol = {
    slug: 'shop',
    name: 'Shop',
    apiKey,
    policyIds: (registries === undefined ? [] : [registries, ...others]).map(({ policyId }) => policyId),
    origins: ['http://localhost'],
    trustedIssuers: options.trustedIssuers,
  };
  await writeFile(seedFile, JSON.stringify({ protocols: [protocol] }));
  const service = await spawnService({
    app: 'apps/verifier',
    healthUrl: `${url}/healthz`,
    env: {
      PORT: String(port),
      VERIFIER_PUBLIC_URL: url,
      VERIFIER_DATABASE_URL: database.url,
      VERIFIER_RPC_URL: chain.url,
      VERIFIER_SEED_FILE: seedFile,
      VERIFIER_RATE_LIMIT_PER_MINUTE: '10000',
      ...(registries === undefined ? {} : describeRegistries(registries)),
      ...(registries === undefined || others.length === 0
        ? {}
        : { VERIFIER_CHAINS: writeChains([registries, ...others]) }),
      LOG_LEVEL: 'warn',
      ...options.env,
    },
  });
  const authorization = `Bearer ${apiKey}`;
  return {
    url,
    readProtocol: () => askWell(`${url}/v1/protocol`, { headers: { authorization } }),
    open: async (request: object): Promise<OpenedSession> => {
      const opened = await askWell(`${url}/v1/sessions`, { json: request, headers: { authorization } });
      const { walletUrl, openid4vpUrl, clientId, sessionId, resultKey } = opened as Record<string, string>;
      const headers = { authorization, ...(resultKey === undefined ? {} : { 'postern-result-key': resultKey }) };
      return {
        walletUrl: walletUrl ?? '',
        otherWalletUrl: openid4vpUrl ?? '',
        clientId: clientId ?? '',
        read: () => askWell(`${url}/v1/sessions/${sessionId}`, { headers }),
      };
    },
    /** Authority of its certificate chain, base64 DER. */
    readAnchor: async () => {
      const answer = await fetch(`${url}/p/shop/development-anchor`);
      return Buffer.from(await answer.arrayBuffer()).toString('base64');
    },
    stop: async () => {
      await service.stop();
      await database.drop();
      if (registries === undefined) await chain.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function describeRegistries({ deployment }: Registries): Record<string, string> {
  const { trustRegistry, policyRegistry, passRegistry } = deployment;
  return {
    VERIFIER_TRUST_REGISTRY: trustRegistry,
    VERIFIER_POLICY_REGISTRY: policyRegistry,
    VERIFIER_PASS_REGISTRY: passRegistry,
  };
}
