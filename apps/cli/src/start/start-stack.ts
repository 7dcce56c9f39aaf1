import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Random } from '@postern/primitives';
import { assertArtifactsWhole } from './checks/assert-artifacts-whole.ts';
import { assertDiskSpace } from './checks/assert-disk-space.ts';
import { assertPortsFree } from './checks/assert-ports-free.ts';
import { lockDataFolder } from './checks/lock-data-folder.ts';
import { DEMO_ACCOUNTS } from './chain/demo-accounts.ts';
import type { DeploymentRecord } from './chain/deployment-record.ts';
import { ensureDeployment } from './chain/ensure-deployment.ts';
import { ensureLeaf } from './chain/ensure-leaf.ts';
import { startAnvil } from './chain/start-anvil.ts';
import { REPOSITORY, resolveLauncherPaths } from './launcher-paths.ts';
import { loadSecrets } from './load-secrets.ts';
import type { Progress } from './screen/create-progress.ts';
import { type EnrolmentLink, fetchEnrolmentLinks, fetchLeafOffer } from './services/issuer-internal-api.ts';
import { BANK, planSeeds } from './services/plan-seeds.ts';
import {
  planEnvironment,
  planPorts,
  planPublicUrls,
  planUrls,
  SERVICE_NAMES,
  type ServiceName,
} from './services/service-plan.ts';
import { startService, type RunningServiceProcess } from './services/start-service.ts';
import { writeSeedFiles } from './services/write-seed-files.ts';
import { openDatabases } from './open-databases.ts';
import type { StartOptions } from './start-options.ts';
import { stopInOrder } from './stop-in-order.ts';

export type StartStackOptions = StartOptions & {
  random: Random;
  progress: Progress;
  /** Told when a service ends by itself; it is started again. */
  onRestart?: (name: ServiceName) => void;
};

export type Stack = {
  urls: Record<ServiceName, string>;
  rpcUrl: string;
  chainId: number;
  record: DeploymentRecord;
  /** Index of the demo bank's leaf in the trust registry. */
  leafIndex: number;
  accounts: typeof DEMO_ACCOUNTS;
  secrets: { demoApiKey: string };
  enrolmentLinks: EnrolmentLink[];
  /** Stops one service and starts it again on its data. */
  restart: (name: ServiceName) => Promise<void>;
  /** Services first, then the chain (it writes its state), then the databases. */
  stop: () => Promise<void>;
};

const CHAIN_ID = 31_337;
const NEEDED_BYTES = 512 * 2 ** 20;

/**
 * Starts the whole product on one data folder and waits until every service is ready. A second start on the same
 * folder goes on with what the first one left.
 *
 * @throws LauncherError, one sentence that says what to do; what was started until then is stopped.
 */
export const startStack = async (options: StartStackOptions): Promise<Stack> => {
  const { progress } = options;
  const paths = resolveLauncherPaths(options.dataDir);
  const ports = planPorts(options.portBase);
  const localUrls = planUrls(ports);
  const localRpcUrl = `http://localhost:${options.chainPort}`;
  const { chain: publicRpcUrl, ...urls } =
    options.publicUrl === undefined ? { ...localUrls, chain: localRpcUrl } : planPublicUrls(options.publicUrl);
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

    const databases = await progress.step('databases', () => openDatabases(paths.postgresDir));
    closers.push(databases.stop);
    await assertPortsFree(ports);
    const chain = await progress.step('local chain', () =>
      startAnvil({
        port: options.chainPort,
        chainId: CHAIN_ID,
        stateFile: paths.chainStateFile,
        logFile: path.join(paths.logsDir, 'chain.log'),
      }),
    );
    closers.push(chain.stop);
    const endpoint = { rpcUrl: chain.rpcUrl, chainId: CHAIN_ID };
    const record = await ensureDeployment({
      endpoint,
      file: paths.deploymentFile,
      operatorPrivateKey: secrets.operatorPrivateKey,
      bankName: BANK.name,
      progress,
    });
    const seedFiles = await writeSeedFiles({ dir: paths.seedsDir, ...planSeeds({ record, secrets, urls }) });
    const { logLevel } = options;
    const environments = planEnvironment({
      ...{ urls, localUrls, ports, seedFiles, secrets, record, publicRpcUrl, logLevel },
      ...{ databaseUrls: databases.urls, rpcUrl: localRpcUrl, chainId: CHAIN_ID, bank: BANK },
    });

    const running = new Map<ServiceName, RunningServiceProcess>();
    const launch = (name: ServiceName): RunningServiceProcess => {
      const service = startService({
        name,
        environment: environments[name],
        url: localUrls[name],
        logFile: path.join(paths.logsDir, `${name}.log`),
        dev: options.dev,
        onUnexpectedExit: () => {
          options.onRestart?.(name);
          // A service that does not come up again is left alone: its log says why.
          launch(name)
            .waitUntil('healthz')
            .catch(() => undefined);
        },
      });
      running.set(name, service);
      return service;
    };
    closers.push(() => Promise.all([...running.values()].map((service) => service.stop())));

    const internal = { issuerUrl: localUrls.issuer, launcherToken: secrets.launcherToken, tenant: BANK.slug, fetch };
    await progress.step('issuer', () => launch('issuer').waitUntil('healthz'));
    const { trustRegistry } = record.deployment;
    const leafIndex = await progress.step("the bank's key", async () =>
      ensureLeaf({ ...endpoint, trustRegistry, offer: await fetchLeafOffer(internal) }),
    );
    for (const name of SERVICE_NAMES) if (name !== 'issuer') launch(name);
    await progress.step('services', () =>
      Promise.all([...running.values()].map((service) => service.waitUntil('readyz'))),
    );
    return {
      urls,
      rpcUrl: publicRpcUrl,
      chainId: CHAIN_ID,
      record,
      leafIndex,
      accounts: DEMO_ACCOUNTS,
      secrets: { demoApiKey: secrets.demoApiKey },
      enrolmentLinks: await fetchEnrolmentLinks(internal),
      restart: async (name) => {
        await running.get(name)?.stop();
        await launch(name).waitUntil('readyz');
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
