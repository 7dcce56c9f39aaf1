import {
  createHttpClient,
  createListRefresher,
  type HttpClient,
  type StatusListCache,
  type VaultStorage,
} from '@postern/holder';
import type { Clock, Random } from '@postern/primitives';
import { createChainReader, type WalletChain } from '../chain/create-chain-reader.ts';
import type { WalletConfig } from '../load-config.ts';
import { createWorkerProver, type WorkerProver } from '../prover/create-worker-prover.ts';
import { createProverChoice, type ProverChoice } from '../prover/prover-choice.ts';
import { createIndexedDbStorage, createStatusListCache } from './create-indexed-db-storage.ts';
import { openWalletDatabase } from './open-wallet-database.ts';

/** Everything that the pages use, bound to this browser. */
export type WalletServices = {
  config: WalletConfig;
  storage: VaultStorage;
  cache: StatusListCache;
  http: HttpClient;
  /** Every chain that this wallet knows. */
  chains: readonly WalletChain[];
  prove: WorkerProver;
  proverChoice: ProverChoice;
  clock: Clock;
  random: Random;
  /** Downloads the status lists of every bank in the registries; the schedule is the wallet's own. */
  refreshStatus: () => Promise<void>;
  sleep: (milliseconds: number) => Promise<void>;
};

export async function createServices(config: WalletConfig): Promise<WalletServices> {
  const database = await openWalletDatabase();
  const http = createHttpClient({ fetch: (input, init) => fetch(input, init) });
  const { passTokens } = config;
  const chains = config.chains.map((record) => createChainReader({ record, passTokens }));
  const cache = createStatusListCache(database);
  const proverChoice = createProverChoice({ storage: () => localStorage });
  const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
  const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
  return {
    config,
    storage: createIndexedDbStorage(database),
    cache,
    http,
    chains,
    proverChoice,
    prove: createWorkerProver({
      engine: proverChoice.read,
      startWorker: () => new Worker(new URL('../prover/prover.worker.ts', import.meta.url), { type: 'module' }),
    }),
    clock: { now: () => Math.floor(Date.now() / 1000) },
    random,
    refreshStatus: createListRefresher({ chains, http, cache, random, sleep }),
    sleep,
  };
}
