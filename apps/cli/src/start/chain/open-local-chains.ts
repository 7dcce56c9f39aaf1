import { LauncherError } from '../launcher-error.ts';
import type { Progress } from '../screen/create-progress.ts';
import type { Supervisor } from '../supervise.ts';
import type { DeploymentRecord } from './deployment-record.ts';
import { ensureDeployment } from './ensure-deployment.ts';
import type { PlannedChain } from './plan-chains.ts';
import { startAnvil } from './start-anvil.ts';

/** A chain that runs, and the contracts on it. */
export type OpenedChain = PlannedChain & { rpcUrl: string; record: DeploymentRecord };

export type OpenLocalChainsOptions = {
  planned: readonly [PlannedChain, ...PlannedChain[]];
  operatorPrivateKey: `0x${string}`;
  bankName: string;
  progress: Progress;
  supervised: Supervisor;
  /** Told how to stop each as soon as it runs: a deployment that fails leaves a chain behind. */
  onStarted: (stop: () => Promise<void>) => void;
};

/**
 * Starts the chains on what an earlier start left, and deploys what they do not hold.
 *
 * @throws {LauncherError} `ERR_LAUNCHER_CHAIN`, `ERR_LAUNCHER_PORT`, `ERR_LAUNCHER_CONTRACTS`
 */
export const openLocalChains = async (
  options: OpenLocalChainsOptions,
): Promise<readonly [OpenedChain, ...OpenedChain[]]> => {
  const [first, ...others] = options.planned;
  const opened: [OpenedChain, ...OpenedChain[]] = [await openLocalChain(first, options)];
  for (const chain of others) opened.push(await openLocalChain(chain, options));
  assertOneNumber(opened);
  return opened;
};

const openLocalChain = async (planned: PlannedChain, options: OpenLocalChainsOptions): Promise<OpenedChain> => {
  const { operatorPrivateKey, bankName, progress, supervised, onStarted } = options;
  const label = planned.key === 'chain' ? 'local chain' : 'second local chain';
  const chain = await progress.step(label, () => supervised(`The ${label}`, () => startAnvil(planned)));
  onStarted(chain.stop);
  const { rpcUrl } = chain.current;
  const endpoint = { rpcUrl, chainId: planned.chainId };
  const file = planned.deploymentFile;
  const record = await ensureDeployment({ endpoint, file, operatorPrivateKey, bankName, progress });
  return { ...planned, rpcUrl, record };
};

/** The bank's number is inside every seal: a chain that knows it under another one would refuse all of them. */
export const assertOneNumber = (opened: readonly Pick<OpenedChain, 'record'>[]): void => {
  if (new Set(opened.map(({ record }) => record.issuerId)).size === 1) return;
  throw new LauncherError(
    'ERR_LAUNCHER_CHAIN',
    'The two local chains know the bank under different numbers: begin anew with --reset.',
  );
};
