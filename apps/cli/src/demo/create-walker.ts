import { createHttpClient, type HolderChain, type HttpClient, type StatusListCache } from '@postern/holder';
import type { ReadClient, WriteClients } from '@postern/contracts';
import { bytesToBigint, type Clock, FIELD_ORDER, type Random, bytesToHex } from '@postern/primitives';
import { createNodeArtifactSource } from '@postern/proof/artifacts-node';
import { type CircuitInputs, createProver, type MadeProof, type ProverEngineName } from '@postern/proof/prove';
import { privateKeyToAccount } from 'viem/accounts';
import { createChainClients, createReadClient } from '../start/chain/create-chain-clients.ts';
import { createHolderChain } from './clients/create-holder-chain.ts';
import type { DemoStack } from './stack/demo-stack.ts';

/** Everything a walk works with: network, chain, a headless wallet, and fresh accounts. */
export type Walker = {
  fetch: typeof globalThis.fetch;
  http: HttpClient;
  clock: Clock;
  random: Random;
  elapsed: () => number;
  client: ReadClient;
  chain: HolderChain;
  cache: StatusListCache;
  makeProof: (inputs: CircuitInputs) => Promise<MadeProof>;
  holderSecret: bigint;
  holder: WriteClients;
  stranger: WriteClients;
};

/** A uniformly random field element: 64 bytes are wide enough that the remainder tells nothing. */
const createHolderSecret = (random: Random): bigint => bytesToBigint(random.bytes(64)) % FIELD_ORDER;

const createStatusCache = (): StatusListCache => {
  const kept = new Map<string, Uint8Array>();
  return {
    read: (uri) => Promise.resolve(kept.get(uri)),
    write: (uri, bits) => {
      kept.set(uri, bits);
      return Promise.resolve();
    },
  };
};

export const createWalker = (options: {
  stack: DemoStack;
  /** What makes the proofs. */
  engine: ProverEngineName;
  fetch: typeof globalThis.fetch;
  clock: Clock;
  random: Random;
  elapsed: () => number;
}): Walker => {
  const { stack, engine, fetch, clock, random, elapsed } = options;
  const client = createReadClient(stack);
  const artifacts = createNodeArtifactSource();
  const makeProof = async (inputs: CircuitInputs): Promise<MadeProof> => {
    const prover = createProver({ artifacts, engine });
    try {
      return await prover.prove({ inputs });
    } finally {
      await prover.close();
    }
  };
  const freshAccount = (): WriteClients => {
    const key = bytesToHex(random.bytes(32)).replace(/^0x/, '');
    return createChainClients(stack, privateKeyToAccount(`0x${key}`));
  };
  return {
    fetch,
    http: createHttpClient({ fetch }),
    clock,
    random,
    elapsed,
    client,
    chain: createHolderChain({ client, ...stack }),
    cache: createStatusCache(),
    makeProof,
    holderSecret: createHolderSecret(random),
    holder: freshAccount(),
    stranger: freshAccount(),
  };
};
