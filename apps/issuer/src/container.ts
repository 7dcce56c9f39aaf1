import { readFile } from 'node:fs/promises';
import { webcrypto } from 'node:crypto';

import { locateMigrations, migrate } from '@postern/db';
import { createDidRows, createIssuerClient, createIssuerStore, createServiceFacts } from '@postern/db/issuer';
import { createJobQueue, type JobQueue } from '@postern/db/jobs';
import { createRateLimits } from '@postern/db/limits';
import { createLogger, createMetrics, type HttpService, logJobEvent, type Logger } from '@postern/http-service';
import {
  backfillIdentityTokens,
  type CertificateMaker,
  certifyKeys,
  createVault,
  ensureAuditKeys,
  type IssuerContext,
  seedTenants,
  zIssuerSeed,
} from '@postern/issuer';
import type { AnchorChainRecord } from '@postern/protocol';
import { type Clock, hexToBytes, isLocalChain, parseStrictJson, type Random } from '@postern/primitives';
import type { Address } from 'viem';

import { createAnchorChain, type IssuerChain } from './adapters/create-anchor-chain.ts';
import { createDevelopmentAuthority } from './adapters/create-development-authority.ts';
import { createDemoMailer } from './adapters/create-demo-mailer.ts';
import { createDidAgent, type DidAgent } from './adapters/create-did-agent.ts';
import { createPasskeyVerifier } from './adapters/create-passkey-verifier.ts';
import { createPkcs11Vault } from './adapters/pkcs11/create-pkcs11-vault.ts';
import { openPkcs11Token } from './adapters/pkcs11/open-pkcs11-token.ts';
import { Pkcs11KeyManagementSystem } from './adapters/pkcs11/pkcs11-key-management-system.ts';
import { type IssuerEnv, listChains, readAnchorTimes } from './env.ts';
import { assertAnchored } from './jobs/assert-anchored.ts';
import { createIssuerService } from './http/create-issuer-service.ts';
import { addIssuerGauges, createIssuerCounters } from './jobs/issuer-metrics.ts';
import { createIssuerJobs } from './jobs/issuer-jobs.ts';

export type IssuerContainer = {
  context: IssuerContext;
  agent: DidAgent;
  service: HttpService;
  logger: Logger;
  jobs: JobQueue;
  /** Stops the jobs and closes the database. */
  close(): Promise<void>;
};

const systemClock: Clock = { now: () => Math.floor(Date.now() / 1000) };
const systemRandom: Random = { bytes: (length) => webcrypto.getRandomValues(new Uint8Array(length)) };

/** Joins the issuer's role to PostgreSQL, the chain, Veramo and WebAuthn; migrates and seeds first. */
export async function createContainer(options: {
  env: IssuerEnv;
  clock?: Clock;
  random?: Random;
  logger?: Logger;
}): Promise<IssuerContainer> {
  const { env, clock = systemClock, random = systemRandom } = options;
  const logger = options.logger ?? createLogger({ name: 'issuer', level: env.LOG_LEVEL });
  const applied = await migrate({ url: env.ISSUER_DATABASE_URL, dir: locateMigrations('issuer') });
  if (applied.length > 0) logger.info({ event: 'migrated', migrations: applied.length }, 'database migrated');
  const client = createIssuerClient({ url: env.ISSUER_DATABASE_URL });
  const hardware = env.ISSUER_PKCS11_LIBRARY === '' ? undefined : await openHardware();
  const masterVault = await createVault({ masterKey: hexToBytes(env.ISSUER_MASTER_KEY), random });
  const vault =
    hardware === undefined ? masterVault : createPkcs11Vault({ vault: masterVault, token: hardware.token, random });
  const store = createIssuerStore({ client });
  const [firstSettings, ...otherSettings] = listChains(env);
  const agent = createDidAgent({
    rows: createDidRows({ client }),
    vault,
    clock,
    hardware: hardware?.keys,
    chain: { ...firstSettings, registry: env.ISSUER_DID_REGISTRY },
    findKid: async ({ slug, keyName }) => {
      const keys = await store.transaction((transaction) => transaction.listTenantKeys(slug));
      const key = keys.find((candidate) => candidate.keyName === keyName);
      if (key === undefined) throw new Error(`The bank ${slug} has no key ${keyName}.`);
      return key.kid;
    },
  });
  const openChain = (settings: AnchorChainRecord): IssuerChain =>
    createAnchorChain({ ...settings, trustRegistry: settings.trustRegistry as Address, clock });
  const chains = [openChain(firstSettings), ...otherSettings.map(openChain)] as const;
  const local = chains.every(({ chainId }) => isLocalChain(chainId));
  if (env.ISSUER_DEMO_SIGN_IN && !local)
    logger.warn({ event: 'demo-sign-in-refused' }, 'demo sign-in is for local chains');
  const isDemo = env.ISSUER_DEMO_SIGN_IN && local;
  if (!isDemo) logger.warn({ event: 'no-mail-system' }, 'nobody is told anything by e-mail');
  const metrics = createMetrics({ service: 'issuer', token: env.METRICS_TOKEN });
  const counters = createIssuerCounters(metrics);
  const context: IssuerContext = {
    store,
    vault,
    signer: agent.signer,
    chain: chains[0],
    chains,
    passkeys: createPasskeyVerifier({ portalUrl: env.PORTAL_PUBLIC_URL }),
    mailer: isDemo ? createDemoMailer() : null,
    onUnreadable: ({ table, id }) => {
      logger.error({ event: 'unreadable-row', table, row: id }, 'a row cannot be read');
      counters.countUnreadable(table);
    },
    clock,
    random,
    settings: {
      publicUrl: env.ISSUER_PUBLIC_URL,
      portalUrl: env.PORTAL_PUBLIC_URL,
      walletUrl: env.WALLET_PUBLIC_URL,
      outbox: {
        confirmations: env.ISSUER_ANCHOR_CONFIRMATIONS,
        inFlight: env.ISSUER_ANCHOR_IN_FLIGHT,
        resendSeconds: env.ISSUER_ANCHOR_RESEND_SECONDS,
        dearerSeconds: env.ISSUER_ANCHOR_DEARER_SECONDS,
      },
      demoSignIn: isDemo,
      markTestData: env.ISSUER_MARK_TEST_DATA,
      offerLifeSeconds: env.ISSUER_OFFER_LIFE_SECONDS,
      accessTokenLifeSeconds: env.ISSUER_ACCESS_TOKEN_LIFE_SECONDS,
      refreshTokenLifeSeconds: env.ISSUER_REFRESH_TOKEN_LIFE_SECONDS,
      dpopNonceRequired: env.ISSUER_DPOP_NONCE,
      nonceLifeSeconds: env.ISSUER_NONCE_LIFE_SECONDS,
      sessionIdleSeconds: env.ISSUER_SESSION_IDLE_SECONDS,
      sessionLifeSeconds: env.ISSUER_SESSION_LIFE_SECONDS,
      clients: env.ISSUER_CLIENTS,
      rebindCooldownSeconds: env.ISSUER_REBIND_COOLDOWN_SECONDS,
      anchorTimes: readAnchorTimes(env),
      rebindingDelaySeconds: env.ISSUER_REBINDING_DELAY_SECONDS,
    },
  };
  await store.transaction((transaction) =>
    transaction.saveAnchorChains(
      chains.map(({ chainId }) => chainId),
      clock.now(),
    ),
  );
  if (env.ISSUER_SEED_FILE !== '') {
    const seed = zIssuerSeed.parse(parseStrictJson(await readFile(env.ISSUER_SEED_FILE, 'utf8')));
    await seedTenants(context, { seed, keys: agent.keys });
  }
  await backfillIdentityTokens(context);
  const authority = env.ISSUER_DEVELOPMENT_AUTHORITY && local ? await openAuthority() : null;
  const certify: CertificateMaker = authority?.certify ?? (async () => null);
  await certifyKeys(context, { certify });
  await ensureAuditKeys(context, { keys: agent.keys });
  const jobs = await createJobQueue({
    url: env.ISSUER_DATABASE_URL,
    work: env.ISSUER_RUN_JOBS,
    jobs: createIssuerJobs({
      context,
      logger,
      anchorIntervalMs: env.ISSUER_ANCHOR_INTERVAL_MS,
      heartbeatSeconds: env.ISSUER_ANCHOR_HEARTBEAT_SECONDS,
      onOutboxEvent: (event) => counters.countOutboxEvent(event),
    }),
    onEvent: (event) => {
      logJobEvent(logger, event);
      counters.countJobEvent(event);
    },
  });
  addIssuerGauges({ metrics, context, jobs });
  const rateLimits = createRateLimits({ url: env.ISSUER_DATABASE_URL, secret: env.ISSUER_MASTER_KEY });
  const service = createIssuerService({
    context,
    logger,
    launcherToken: env.ISSUER_LAUNCHER_TOKEN,
    defaultTenant: env.ISSUER_DEFAULT_TENANT,
    requestsPerMinute: env.ISSUER_RATE_LIMIT_PER_MINUTE,
    trustProxy: env.ISSUER_TRUST_PROXY,
    proxySecret: env.ISSUER_PROXY_SECRET,
    rateLimits,
    jobs,
    metrics,
    keys: { keys: agent.keys, certify, anchor: authority?.certificate ?? null },
    readinessChecks: {
      database: () => client.$queryRaw`select 1`,
      chain: () => Promise.all(chains.map((chain) => chain.assertReady())),
      anchor: () => assertAnchored(context),
    },
  });
  return {
    context,
    agent,
    service,
    logger,
    jobs,
    close: async () => {
      await jobs.stop();
      await rateLimits.close();
      await client.$disconnect();
      hardware?.token.close();
    },
  };

  async function openHardware() {
    const token = await openPkcs11Token({
      library: env.ISSUER_PKCS11_LIBRARY,
      tokenLabel: env.ISSUER_PKCS11_TOKEN,
      pin: env.ISSUER_PKCS11_PIN,
    });
    return { token, keys: new Pkcs11KeyManagementSystem({ token, random }) };
  }

  function openAuthority() {
    const facts = createServiceFacts({ client });
    return createDevelopmentAuthority({ facts, vault, clock, random, publicUrl: env.ISSUER_PUBLIC_URL });
  }
}
