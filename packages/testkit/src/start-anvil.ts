import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

import {
  type Account,
  type Chain,
  createPublicClient,
  createTestClient,
  createWalletClient,
  defineChain,
  http,
  type PublicClient,
  type TestClient,
  type Transport,
  type WalletClient,
} from 'viem';
import { mnemonicToAccount } from 'viem/accounts';

/** A chain of a test's own. */
export type TestChain = {
  url: string;
  chain: Chain;
  publicClient: PublicClient<Transport, Chain>;
  /** Moves time, mines and snapshots. */
  testClient: TestClient<'anvil', Transport, Chain>;
  /** Wallet of the n-th funded account, 0 to 9. */
  createWallet(index: number): WalletClient<Transport, Chain, Account>;
  stop(): Promise<void>;
  /** Ends it as a power cut does: what is not in the state file is lost. */
  kill(): Promise<void>;
};

const MNEMONIC = 'test test test test test test test test test test test junk';
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/**
 * Starts anvil on a free port of the loopback interface. Stop it in `afterAll`; it also ends with the test process.
 *
 * @param options.chainId default 31337
 * @param options.timestamp unix seconds of the first block; the machine's time when left out
 * @param options.port of an earlier one, to take its place; a free one when left out
 * @param options.stateFile read at start, written every second and at the end
 */
export async function startAnvil(
  options: { chainId?: number; timestamp?: number; port?: number; stateFile?: string } = {},
): Promise<TestChain> {
  const { chainId = 31_337, timestamp, port = 0, stateFile } = options;
  const anvil = spawn(
    findAnvil(),
    [
      ...['--host', '127.0.0.1', '--port', String(port), '--chain-id', String(chainId), '--mnemonic', MNEMONIC],
      ...(stateFile === undefined ? [] : ['--state', stateFile, '--state-interval', '1']),
      ...(timestamp === undefined ? [] : ['--timestamp', String(timestamp)]),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const kill = (): void => void anvil.kill('SIGKILL');
  process.once('exit', kill);
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    process.removeListener('exit', kill);
    if (anvil.exitCode !== null || anvil.signalCode !== null) return;
    const ended = new Promise((resolve) => anvil.once('exit', resolve));
    anvil.kill(signal);
    await ended;
  };
  const url = `http://127.0.0.1:${await readPort(anvil)}`;
  const chain = defineChain({
    id: chainId,
    name: 'anvil',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  });
  const shared = { chain, transport: http(url), pollingInterval: 50, cacheTime: 0 };
  return {
    url,
    chain,
    publicClient: createPublicClient(shared),
    testClient: createTestClient({ ...shared, mode: 'anvil' }),
    createWallet: (index) =>
      createWalletClient({ ...shared, account: mnemonicToAccount(MNEMONIC, { addressIndex: index }) }),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** The binary inside the npm package of this platform; needs no install script. */
function findAnvil(): string {
  const platform = `${process.platform}-${ARCHITECTURES[process.arch] ?? process.arch}`;
  const manifest = createRequire(import.meta.url).resolve(`@foundry-rs/anvil-${platform}/package.json`);
  return path.join(path.dirname(manifest), 'bin', process.platform === 'win32' ? 'anvil.exe' : 'anvil');
}

/** The port that anvil took: it picks a free one itself, so that no two tests race for one. */
function readPort(anvil: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let printed = '';
    anvil.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const port = /Listening on \S+:(\d+)\s/.exec(printed)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    anvil.once('error', reject);
    anvil.once('exit', (code) => reject(new Error(`anvil ended with ${code} before it listened.`)));
  });
}
