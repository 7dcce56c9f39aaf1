import { randomBytes } from 'node:crypto';
import { locateMigrations, migrate } from '@postern/db';
import type { DidResolver } from '@postern/credential';
import { askDidJwtVc } from '@postern/credential/second-opinion';
import { readSubjectKeyIdentifier } from '@postern/credential/x509';
import {
  createAnswerRepository,
  createProtocolRepository,
  createServiceMetaRepository,
  createSessionRepository,
  createVerifierClient,
} from '@postern/db/verifier';
import { createJobQueue } from '@postern/db/jobs';
import { createRateLimits } from '@postern/db/limits';
import {
  addJobGauges,
  createGuardedFetch,
  createHttpService,
  createLogger,
  createMetrics,
  type HttpService,
  logJobEvent,
  type Logger,
} from '@postern/http-service';
import { type Clock, isLocalChain, PosternError, type Random } from '@postern/primitives';
import {
  assertVerificationKeyAcceptable,
  circuitManifest,
  kycPresentationVerificationKey,
} from '@postern/proof/verify';
import type { ChainRecord } from '@postern/protocol';
import { createServedChains, type SecondOpinions, type ServedChain } from '@postern/verifier';
import { createPublicClient, getAddress, http } from 'viem';

import { createChainReader } from './chain/create-chain-reader.ts';
import { DEVELOPMENT_MASTER_KEY, type Env, listChains, type Seed } from './env.ts';
import { ERROR_STATUS } from './http/error-status.ts';
import { createRequestLimits } from './http/limit-requests.ts';
import { addRoutes } from './http/routes.ts';
import { createVerifierJobs } from './jobs/verifier-jobs.ts';
import { openDevelopmentAuthority } from './keys/development-authority.ts';
import { createKeyBox } from './keys/key-box.ts';
import { createProtocolSigner } from './keys/protocol-keys.ts';
import { createSessionKeys } from './keys/session-keys.ts';
import { createProofPool } from './proof/create-proof-pool.ts';
import { createSecondOpinions } from './second-opinion/create-second-opinions.ts';
import { seedProtocols } from './seed/seed-protocols.ts';
import { createDidEthrMethod } from './trust/create-did-ethr-method.ts';
import { createFetchText } from './trust/create-fetch-text.ts';
import { createStatusReader } from './trust/create-status-reader.ts';
import { createTrustDocuments } from './trust/create-trust-documents.ts';

export class StartError extends PosternError<'ERR_START_DEVELOPMENT_KEY' | 'ERR_START_WRONG_CHAIN'> {}

export type Container = { service: HttpService; logger: Logger; close: () => Promise<void> };

export type CreateContainerOptions = {
  env: Env;
  seed: Seed;
  /** Bound to the machine's own unless a test brings others. */
  clock?: Clock;
  random?: Random;
  /** Puts something before the programs that are asked for second opinions; for tests. */
  beforeAsking?: (ask: SecondOpinions) => SecondOpinions;
};

const PROOF_THREADS = 1;
const PROOF_QUEUE_LIMIT = 32;

const systemClock: Clock = { now: () => Math.floor(Date.now() / 1000) };
const systemRandom: Random = { bytes: (length) => new Uint8Array(randomBytes(length)) };

/**
 * Joins the verifier role to its adapters. Refuses to start with development secrets outside local chains.
 *
 * @throws {StartError} the development master key on another chain
 * @throws {VerificationKeyError} a verification key that must not be used on one of the chains
 */
export async function createContainer(options: CreateContainerOptions): Promise<Container> {
  const { env, seed, clock = systemClock, random = systemRandom, beforeAsking = (ask) => ask } = options;
  const [firstRecord, ...otherRecords] = listChains(env);
  const records = [firstRecord, ...otherRecords];
  const everywhereLocal = records.every(({ chainId }) => isLocalChain(chainId));
  if (env.VERIFIER_MASTER_KEY === DEVELOPMENT_MASTER_KEY && !everywhereLocal) {
    throw new StartError('ERR_START_DEVELOPMENT_KEY', 'Set VERIFIER_MASTER_KEY: the default is for local chains only.');
  }
  const checkVerificationKey = async (): Promise<void> => {
    for (const { chainId } of records) {
      await assertVerificationKeyAcceptable({
        verificationKey: kycPresentationVerificationKey,
        manifest: circuitManifest,
        chainId,
      });
    }
  };
  await checkVerificationKey();

  const logger = createLogger({ name: 'verifier', level: env.LOG_LEVEL });
  const migrations = await migrate({ url: env.VERIFIER_DATABASE_URL, dir: locateMigrations('verifier') });
  if (migrations.length > 0) logger.info({ event: 'migrated', count: migrations.length }, 'database migrated');
  const db = createVerifierClient({ url: env.VERIFIER_DATABASE_URL });
  const protocols = createProtocolRepository(db);
  const sessions = createSessionRepository(db);
  const keyBox = await createKeyBox({ masterKeyHex: env.VERIFIER_MASTER_KEY, random });
  const authority = everywhereLocal
    ? await openDevelopmentAuthority({ meta: createServiceMetaRepository(db), keyBox, clock, random })
    : undefined;
  const host = new URL(env.VERIFIER_PUBLIC_URL).hostname;
  const count = await seedProtocols({ seed, protocols, keyBox, host, authority });
  logger.info({ event: 'seeded', count }, 'protocols seeded');

  const opened = [openChain(firstRecord), ...otherRecords.map(openChain)] as const;
  const [firstChain, ...otherChains] = opened;
  const chains = createServedChains([firstChain.served, ...otherChains.map(({ served }) => served)]);
  const proofs = createProofPool({ size: PROOF_THREADS, queueLimit: PROOF_QUEUE_LIMIT });
  const allowLoopbackHttp = everywhereLocal;
  const fetchText = createFetchText(createGuardedFetch({ allowLoopbackHttp }));
  const documents = createTrustDocuments({
    fetchText,
    clock,
    allowLoopbackHttp,
    didMethods: createDidMethods(env, firstRecord),
  });
  const secondOpinions = createSecondOpinions({
    ask: beforeAsking({
      onProof: proofs.askSnarkjs,
      onVcJwt: (jwt) => askDidJwtVc({ jwt, resolveDid: documents.resolveDid, clock }),
    }),
    rates: { proof: env.VERIFIER_SECOND_OPINION_RATE, vcJwt: env.VERIFIER_SECOND_OPINION_RATE_VC_JWT },
    random,
    logger,
  });
  const jobs = await createJobQueue({
    url: env.VERIFIER_DATABASE_URL,
    work: env.VERIFIER_RUN_JOBS,
    jobs: createVerifierJobs({ sessions, clock, logger }),
    onEvent: (event) => logJobEvent(logger, event),
  });
  const metrics = createMetrics({ service: 'verifier', token: env.METRICS_TOKEN });
  addJobGauges(metrics, jobs);
  const unreadable = metrics.createCounter({
    name: 'unreadable_rows_total',
    help: 'Rows that a reading left out, by table; the log names the row.',
    label: 'table',
  });

  const rateLimits = createRateLimits({ url: env.VERIFIER_DATABASE_URL, secret: env.VERIFIER_MASTER_KEY });

  const service = createHttpService({
    name: 'verifier',
    logger,
    metrics,
    jobs,
    errorStatus: ERROR_STATUS,
    bodyLimitBytes: 256 * 1024,
    trustProxy: env.VERIFIER_TRUST_PROXY,
    proxySecret: env.VERIFIER_PROXY_SECRET,
    readinessChecks: {
      database: () => db.$queryRaw`select 1`,
      chain: () => Promise.all(opened.map(({ assertReady }) => assertReady())),
      verificationKey: checkVerificationKey,
    },
    routes: (router) =>
      addRoutes(router, {
        publicUrl: env.VERIFIER_PUBLIC_URL,
        walletPublicUrl: env.WALLET_PUBLIC_URL,
        protocols,
        sessions,
        chains,
        proofs,
        secondOpinions,
        signer: createProtocolSigner({ protocols, keyBox }),
        keys: createSessionKeys({ keyBox }),
        documents,
        status: createStatusReader({
          ...{ fetchText, clock, documents, allowLoopbackHttp },
          maxLifeSeconds: env.VERIFIER_STATUS_LIFE_SECONDS,
          statusProviders: env.VERIFIER_STATUS_PROVIDERS,
        }),
        anchorTimes: {
          anchorInterval: env.VERIFIER_ANCHOR_INTERVAL_SECONDS,
          confirmation: env.VERIFIER_CONFIRMATION_SECONDS,
        },
        onUnreadable: ({ table, id }) => {
          logger.error({ event: 'unreadable-row', table, row: id }, 'a row cannot be read');
          unreadable.count(table);
        },
        certificates: { readKeyIdentifier: readSubjectKeyIdentifier },
        developmentAnchor: authority?.certificate,
        answers: createAnswerRepository(db),
        keyBox,
        limits: createRequestLimits(rateLimits, {
          requestsPerMinute: env.VERIFIER_RATE_LIMIT_PER_MINUTE,
          keyQuotaPerMinute: env.VERIFIER_KEY_QUOTA_PER_MINUTE,
          sessionQuotaPerMinute: env.VERIFIER_SESSION_QUOTA_PER_MINUTE,
          keyGuessesPerMinute: env.VERIFIER_KEY_GUESSES_PER_MINUTE,
        }),
        clock,
        random,
      }),
  });
  const close = async (): Promise<void> => {
    await jobs.stop();
    await proofs.close();
    await rateLimits.close();
    await db.$disconnect();
  };
  return { service, logger, close };
}

function createDidMethods(env: Env, { rpcUrl, chainId }: ChainRecord): Readonly<Record<string, DidResolver>> {
  const { VERIFIER_DID_REGISTRY: registry } = env;
  return BigInt(registry) === 0n ? {} : { ethr: createDidEthrMethod({ rpcUrl, chainId, registry }) };
}

function openChain(record: ChainRecord): { served: ServedChain; assertReady: () => Promise<void> } {
  const { name, chainId: expected, rpcUrl } = record;
  const client = createPublicClient({ transport: http(rpcUrl, { timeout: 5000, retryCount: 1 }) });
  const passRegistry = getAddress(record.passRegistry);
  const reader = createChainReader({
    client,
    trustRegistry: getAddress(record.trustRegistry),
    policyRegistry: getAddress(record.policyRegistry),
    passRegistry,
  });
  const assertReady = async (): Promise<void> => {
    const chainId = await client.getChainId();
    if (chainId === expected) return;
    throw new StartError('ERR_START_WRONG_CHAIN', 'The RPC serves another chain.', { details: { chainId, expected } });
  };
  return { served: { name, chainId: expected, passRegistry, reader }, assertReady };
}
