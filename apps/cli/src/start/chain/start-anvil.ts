import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPublicClient, http } from 'viem';
import { assertPortsFree } from '../checks/assert-ports-free.ts';
import { LauncherError } from '../launcher-error.ts';
import { DEMO_MNEMONIC } from './demo-accounts.ts';
import { keepWholeState, restoreWholeState } from './keep-whole-state.ts';

export type StartAnvilOptions = {
  port: number;
  chainId: number;
  /** The chain is kept here: read at start, written every few seconds and at the end. */
  stateFile: string;
  logFile: string;
};

export type RunningChain = {
  rpcUrl: string;
  process: ChildProcess;
  /** Resolves when it has ended, by itself or stopped. */
  ended: Promise<void>;
  stop: () => Promise<void>;
};

const BLOCK_SECONDS = 5;
const STATE_SECONDS = 10;
const START_TIMEOUT_MS = 30_000;
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** The binary of the platform package beside `@foundry-rs/anvil`, without that package's start-up script. */
const locateAnvil = (): string => {
  const owner = createRequire(createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json'));
  const platform = `${process.platform}-${ARCHITECTURES[process.arch] ?? process.arch}`;
  try {
    const folder = path.dirname(owner.resolve(`@foundry-rs/anvil-${platform}/package.json`));
    return path.join(folder, 'bin', process.platform === 'win32' ? 'anvil.exe' : 'anvil');
  } catch (cause) {
    throw new LauncherError('ERR_LAUNCHER_CHAIN', `There is no anvil for ${platform} in npm's registry.`, { cause });
  }
};

/** Stops a chain that a killed launcher left behind (possible outside Linux); checks that the process is one. */
const stopOrphan = async (pidFile: string, stateFile: string): Promise<void> => {
  let pid: number;
  try {
    pid = Number(readFileSync(pidFile, 'utf8'));
  } catch {
    return;
  }
  const isOurs = (): boolean => {
    if (!Number.isInteger(pid) || pid < 2) return false;
    if (process.platform === 'linux') {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(stateFile);
      } catch {
        return false;
      }
    }
    return spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes(stateFile);
  };
  if (!isOurs()) return;
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; isOurs() && waited < 5000; waited += 100) await sleep(100);
};

const waitUntilAnswers = async (child: ChildProcess, rpcUrl: string, logFile: string): Promise<number> => {
  const client = createPublicClient({ transport: http(rpcUrl, { retryCount: 0, timeout: 2000 }) });
  for (let waited = 0; waited < START_TIMEOUT_MS; waited += 100) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    try {
      return await client.getChainId();
    } catch {
      await sleep(100);
    }
  }
  throw new LauncherError('ERR_LAUNCHER_CHAIN', `The local chain did not start: see ${logFile}, or use --reset.`);
};

/**
 * Starts anvil with its state on disk. It mines each transaction at once and an empty block every five seconds, so
 * that time goes on for policies and passes.
 *
 * @throws LauncherError `ERR_LAUNCHER_CHAIN`.
 */
export const startAnvil = async (options: StartAnvilOptions): Promise<RunningChain> => {
  const { port, chainId, stateFile, logFile } = options;
  const folder = path.dirname(stateFile);
  const pidFile = path.join(folder, 'anvil.pid');
  mkdirSync(folder, { recursive: true });
  await stopOrphan(pidFile, stateFile);
  await restoreWholeState(stateFile);
  await assertPortsFree({ chain: port });
  const args = [
    ['--host', '127.0.0.1', '--port', String(port), '--chain-id', String(chainId)],
    ['--mnemonic', DEMO_MNEMONIC, '--accounts', '10', '--balance', '10000'],
    ['--block-time', String(BLOCK_SECONDS), '--mixed-mining', '--quiet'],
    ['--state', stateFile, '--state-interval', String(STATE_SECONDS)],
  ].flat();
  const guarded = process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status === 0;
  const log = openSync(logFile, 'a');
  const child = spawn(
    guarded ? 'setpriv' : locateAnvil(),
    guarded ? ['--pdeathsig', 'TERM', locateAnvil(), ...args] : args,
    { stdio: ['ignore', log, log], detached: process.platform !== 'win32' },
  );
  child.once('error', () => undefined);
  const stopCopying = keepWholeState(stateFile);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      stopCopying();
      resolve();
    });
  });
  const rpcUrl = `http://127.0.0.1:${port}`;
  const foundChainId = await waitUntilAnswers(child, rpcUrl, logFile);
  if (foundChainId !== chainId) {
    child.kill('SIGTERM');
    throw new LauncherError('ERR_LAUNCHER_CHAIN', `The chain at ${rpcUrl} has id ${foundChainId}, not ${chainId}.`);
  }
  writeFileSync(pidFile, String(child.pid));
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  };
  return { rpcUrl, process: child, ended, stop };
};
