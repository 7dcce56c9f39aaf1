import { isLocalChain } from '@postern/primitives';
import { keccak256 } from 'viem';

import type { ReadClient, WriteClients } from '../../clients.ts';
import { DeploymentError } from '../../deployment.ts';
import { assertDevelopmentAccountAllowed } from '../assert-development-account-allowed.ts';
import type { CircuitKey } from '../assert-verifier-holds-key.ts';
import { CIRCUIT_VERSION, deployPostern } from '../deploy-postern.ts';
import { circuitKey as builtCircuitKey } from '../generated/circuit-key.ts';
import type { Governance } from '../grant-roles.ts';
import { formatNetworkRecord, type NetworkRecord, parseNetworkRecord, RECORD_FORMAT } from './network-record.ts';

/** Where one network's record is kept; a file by its nature. */
export type RecordStore = {
  load(): Promise<string | undefined>;
  /** Replaces the text, at once or not at all. */
  save(text: string): Promise<void>;
};

export type DeployNetworkOptions = WriteClients & {
  network: string;
  store: RecordStore;
  /** The key that the verifier must hold; the built one unless a test brings another. */
  circuitKey?: CircuitKey;
  governance: Governance;
  heartbeatSeconds: number;
  withDemoAsset?: boolean;
  onStep?: (step: string) => void;
};

/** Least delay of what loosens, outside local chains: shorter ones give nobody the time to look. */
const LEAST_DELAY_SECONDS = 3600;

/**
 * Deploys to one network and keeps a record of it. Repeat it after a cut: what is on chain is kept, what was sent is
 * waited for, the rest is sent. At the end every contract's code is compared with the build and its hash written down.
 * The deployer stays admin until the hand-over.
 *
 * @throws {DeploymentError} development keys or accounts, or hardly a delay, outside local chains; a record of something else; other code
 * on chain than was built
 * @throws {ContractError} a contract refuses, or the chain does not answer
 */
export async function deployNetwork(options: DeployNetworkOptions): Promise<NetworkRecord> {
  const { walletClient, publicClient, governance, store, heartbeatSeconds, circuitKey = builtCircuitKey } = options;
  const chainId = await publicClient.getChainId();
  const deployer = walletClient.account.address;
  for (const account of [deployer, governance.admin, governance.governor, governance.guardian]) {
    assertDevelopmentAccountAllowed({ chainId, account });
  }
  if (!isLocalChain(chainId) && governance.delaySeconds < LEAST_DELAY_SECONDS) {
    throw new DeploymentError('ERR_DEPLOYMENT_INVALID', 'What loosens must wait outside local chains.', {
      details: { field: 'delaySeconds', least: LEAST_DELAY_SECONDS },
    });
  }
  const planned: NetworkRecord = {
    ...{ format: RECORD_FORMAT, network: options.network, chainId, deployer, contracts: {} },
    circuit: {
      version: CIRCUIT_VERSION,
      verificationKeySha256: circuitKey.sha256,
      development: circuitKey.development,
    },
    ...{ governance, heartbeatSeconds, state: 'deploying' },
  };
  const text = await store.load();
  const earlier = text === undefined ? undefined : parseNetworkRecord(text);
  if (earlier !== undefined) assertSamePlan(earlier, planned);
  if (earlier !== undefined && earlier.state !== 'deploying') return earlier;

  let record = earlier ?? planned;
  const write = async (next: NetworkRecord): Promise<void> => {
    record = next;
    await store.save(formatNetworkRecord(next));
  };
  const { deployedAtBlock } = await deployPostern({
    ...options,
    circuitKey,
    development: circuitKey.development,
    keepDeployer: true,
    journal: {
      read: (name) => record.contracts[name],
      write: (name, sent) => write({ ...record, contracts: { ...record.contracts, [name]: sent } }),
    },
  });
  const contracts = await hashCodes({ client: publicClient, contracts: record.contracts });
  const { format, network, circuit } = record;
  await write({
    ...{ format, network, chainId, deployer, deployedAtBlock, contracts },
    ...{ circuit, governance, heartbeatSeconds, state: 'deployed' },
  });
  return record;
}

/**
 * Compares the code on chain with the hashes of a record.
 *
 * @returns names of contracts whose code is another, or that have none
 */
export async function findChangedCode(options: { client: ReadClient; record: NetworkRecord }): Promise<string[]> {
  const { client, record } = options;
  const present = await hashCodes({ client, contracts: record.contracts });
  return Object.entries(record.contracts)
    .filter(([name, { codeHash }]) => codeHash === undefined || present[name]?.codeHash !== codeHash)
    .map(([name]) => name);
}

async function hashCodes(options: {
  client: ReadClient;
  contracts: NetworkRecord['contracts'];
}): Promise<NetworkRecord['contracts']> {
  const hashed = await Promise.all(
    Object.entries(options.contracts).map(async ([name, { address, transactionHash }]) => {
      const code = (await options.client.getCode({ address })) ?? '0x';
      return [name, { address, transactionHash, codeHash: keccak256(code) }] as const;
    }),
  );
  return Object.fromEntries(hashed);
}

/** A record that was begun with other wishes is not continued with these. */
function assertSamePlan(earlier: NetworkRecord, planned: NetworkRecord): void {
  for (const member of ['network', 'chainId', 'deployer', 'circuit', 'governance', 'heartbeatSeconds'] as const) {
    if (JSON.stringify(earlier[member]) !== JSON.stringify(planned[member])) {
      throw new DeploymentError('ERR_DEPLOYMENT_INVALID', 'The record of this network was made with other settings.', {
        details: { field: member },
      });
    }
  }
}
