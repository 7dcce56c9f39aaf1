import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Random } from '@postern/primitives';
import { assertArtifactsWhole } from './checks/assert-artifacts-whole.ts';
import { assertDiskSpace, readFreeBytes } from './checks/assert-disk-space.ts';
import { assertPortsFree } from './checks/assert-ports-free.ts';
import { lockDataFolder } from './checks/lock-data-folder.ts';
import { DEMO_ACCOUNTS } from './chain/demo-accounts.ts';
import type { DeploymentRecord } from './chain/deployment-record.ts';
import { ensureLeaf } from './chain/ensure-leaf.ts';
import { openLocalChains } from './chain/open-local-chains.ts';
import { placeChains } from './chain/place-chains.ts';
import { planChains } from './chain/plan-chains.ts';
import { REPOSITORY, resolveLauncherPaths } from './launcher-paths.ts';
import { loadSecrets } from './load-secrets.ts';
import type { Progress } from './screen/create-progress.ts';
import { type EnrolmentLink, fetchEnrolmentLinks, fetchLeafOffer } from './services/issuer-internal-api.ts';
import { BANK, planSeeds } from './services/plan-seeds.ts';
import { createServiceGroup } from './services/create-service-group.ts';
import {
  deriveMetricsToken,
  type PlacedChain,
  planPorts,
  planPublicUrls,
  planSecondVaultPort,
  planServices,
  planUrls,
  SECOND_VAULT,
  type ServiceName,
} from './services/service-plan.ts';
import { writeSeedFiles } from './services/write-seed-files.ts';
import { openDatabases } from './open-databases.ts';
import type { StartOptions } from './start-options.ts';
import { stopInOrder } from './stop-in-order.ts';
import { supervise, type SuperviseEvent, type Supervisor } from './supervise.ts';

export type StartStackOptions = StartOptions & {
  random: Random;
  progress: Progress;
  /** Told when something ends by itself; it is started again. */
  onEvent?: (event: SuperviseEvent) => void;
};

/** One local chain of a stack. */
export type StackChain = {
  name: string;
  chainId: number;
  /** As browsers reach it. */
  rpcUrl: string;
  record: DeploymentRecord;
  /** Index of the demo bank's leaf in its trust registry. */
  leafIndex: number;
  /** Harbor Vault on this chain. */
  vaultUrl: string;
};

export type Stack = {
  urls: Record<ServiceName, string>;
  /** One, or with `secondChain` two. */
  chains: readonly [StackChain, ...StackChain[]];
  accounts: typeof DEMO_ACCOUNTS;
  secrets: { demoApiKey: string; metricsToken: string };
  enrolmentLinks: EnrolmentLink[];
  /** Stops one service and starts it again on its data. */
  restart: (name: ServiceName) => Promise<void>;
  /** Services first, then the chains (they write their state), then the databases. */
  stop: () => Promise<void>;
};

const NEEDED_BYTES = 512 * 2 ** 20;
/** With less nothing that ended is started again: it would end again. */
const ROOM_BYTES = 64 * 2 ** 20;

/**
 * Starts the whole product on one data folder and waits until every service is ready. A second start on the same
 * folder goes on with what the first one left.
 *
 * @throws LauncherError, one sentence that says what to do; what was started until then is stopped.
 */
export const startStack = async (options: StartStackOptions): Promise<Stack> => {
  const { progress, portBase, logLevel } = options;
  const paths = resolveLauncherPaths(options.dataDir);
  const ports = planPorts(portBase);
  const localUrls = planUrls(ports);
  const urls = options.publicUrl === undefined ? localUrls : planPublicUrls(options.publicUrl);
  const closers: (() => Promise<unknown>)[] = [];
  const stop = (): Promise<void> => stopInOrder(closers);
  try {
    closers.push(await lockDataFolder(paths.dataDir));
    if (options.reset) await rm(paths.dataDir, { recursive: true, force: true });
    await assertDiskSpace({ dir: paths.dataDir, neededBytes: NEEDED_BYTES });
    await progress.step('checking the circuit', () =>
      assertArtifactsWhole(path.join(REPOSITORY, 'circuits', 'artifacts')),
    );
    await mkdir(paths.logsDir, { recursive: true, mode: 0o700 });
    const secrets = await loadSecrets({ file: paths.secretsFile, random: options.random });

    const supervised: Supervisor = (name, start) =>
      supervise({
        name,
        start,
        hasRoom: async () => (await readFreeBytes(paths.dataDir)) >= ROOM_BYTES,
        onEvent: options.onEvent ?? (() => undefined),
      });
    const databases = await progress.step('databases', () =>
      openDatabases({ dataDir: paths.postgresDir, supervised: (start) => supervised('The database', start) }),
    );
    closers.push(databases.stop);
    await assertPortsFree({ ...ports, ...(options.secondChain && { [SECOND_VAULT]: planSecondVaultPort(portBase) }) });
    const opened = await openLocalChains({
      planned: planChains({ ...options, paths }),
      ...{ operatorPrivateKey: secrets.operatorPrivateKey, bankName: BANK.name, progress, supervised },
      onStarted: (close) => void closers.push(close),
    });
    const chains = placeChains({ ...options, opened, ports });
    const seedFiles = await writeSeedFiles({ dir: paths.seedsDir, ...planSeeds({ chains, secrets, urls }) });
    const services = createServiceGroup({
      plans: planServices({
        ...{ urls, localUrls, ports, seedFiles, secrets, chains, logLevel },
        ...{ databaseUrls: databases.urls, bank: BANK },
      }),
      logsDir: paths.logsDir,
      dev: options.dev,
      supervised,
    });
    closers.push(services.stop);

    const internal = { issuerUrl: localUrls.issuer, launcherToken: secrets.launcherToken, tenant: BANK.slug, fetch };
    await progress.step('issuer', async () => (await services.launch('issuer')).waitUntil('healthz'));
    const register = async ({ name, chainId, record, rpcUrl, ...place }: PlacedChain): Promise<StackChain> => {
      const { trustRegistry } = record.deployment;
      const offer = await fetchLeafOffer({ ...internal, chainId });
      const leafIndex = await ensureLeaf({ rpcUrl, chainId, trustRegistry, offer });
      return { name, chainId, record, leafIndex, rpcUrl: place.publicRpcUrl, vaultUrl: place.vault.url };
    };
    const [firstChain, ...otherChains] = chains;
    const registered = await progress.step("the bank's key", () =>
      Promise.all([register(firstChain), ...otherChains.map(register)]),
    );
    await progress.step('services', services.launchAll);
    return {
      urls,
      chains: registered,
      accounts: DEMO_ACCOUNTS,
      secrets: { demoApiKey: secrets.demoApiKey, metricsToken: deriveMetricsToken(secrets) },
      enrolmentLinks: await fetchEnrolmentLinks(internal),
      restart: services.restart,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
