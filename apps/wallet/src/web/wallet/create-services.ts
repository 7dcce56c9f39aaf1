import {
  createHttpClient,
  createListRefresher,
  createMemoryVaultStorage,
  type HttpClient,
  nameStorageFaults,
  type StatusListCache,
  type VaultStorage,
} from '@postern/holder';
import type { Clock, Random } from '@postern/primitives';
import { createChainReader, type WalletChain } from '../chain/create-chain-reader.ts';
import type { WalletConfig } from '../load-config.ts';
import { createWorkerProver, type WorkerProver } from '../prover/create-worker-prover.ts';
import { createProverChoice, type ProverChoice } from '../prover/prover-choice.ts';
import { createIndexedDbStorage, createStatusListCache } from './create-indexed-db-storage.ts';
import { keepConnected } from './keep-connected.ts';
import { openWalletDatabase } from './open-wallet-database.ts';
import { createPersistence, type WalletPersistence } from './persistence.ts';
import { createWalletMarker, type WalletMarker } from './wallet-marker.ts';

/** Everything that the pages use, bound to this browser. */
export type WalletServices = {
  config: WalletConfig;
  storage: VaultStorage;
  /** This browser keeps nothing: the wallet ends with its tab. */
  isVolatile: boolean;
  marker: WalletMarker;
  persistence: WalletPersistence;
  cache: StatusListCache;
  http: HttpClient;
  /** Every chain that this wallet knows. */
  chains: readonly WalletChain[];
  prove: WorkerProver;
  proverChoice: ProverChoice;
  clock: Clock;
  random: Random;
  /** The reader's language (BCP 47), for names that issuers give. */
  locale: string;
  /** Downloads the status lists of every bank in the registries; the schedule is the wallet's own. */
  refreshStatus: () => Promise<void>;
  sleep: (milliseconds: number) => Promise<void>;
};

export async function createServices(config: WalletConfig): Promise<WalletServices> {
  const connected = keepConnected({ open: openWalletDatabase });
  const isVolatile = !(await connected(async () => true).catch(() => false));
  const http = createHttpClient({ fetch: (input, init) => fetch(input, init) });
  const { passTokens } = config;
  const chains = config.chains.map((record) => createChainReader({ record, passTokens }));
  const cache = createStatusListCache(connected);
  const proverChoice = createProverChoice({ storage: () => localStorage });
  const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
  const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
  return {
    config,
    storage: isVolatile ? createMemoryVaultStorage() : nameStorageFaults(createIndexedDbStorage(connected)),
    isVolatile,
    marker: createWalletMarker({ document: () => document, storage: () => localStorage }),
    persistence: createPersistence({ manager: navigator.storage, storage: () => localStorage }),
    cache,
    http,
    chains,
    proverChoice,
    prove: createWorkerProver({
      engine: proverChoice.read,
      isReachable: () =>
        fetch('/healthz', { cache: 'no-store' }).then(
          ({ ok }) => ok,
          () => false,
        ),
      startWorker: () => new Worker(new URL('../prover/prover.worker.ts', import.meta.url), { type: 'module' }),
    }),
    clock: { now: () => Math.floor(Date.now() / 1000) },
    random,
    locale: navigator.language,
    refreshStatus: createListRefresher({ chains, http, cache, random, sleep }),
    sleep,
  };
}
