import path from 'node:path';
import { nameChain } from '@postern/primitives';
import type { LauncherPaths } from '../launcher-paths.ts';

/** One local chain: who it is, and where what it keeps is kept. */
export type PlannedChain = {
  /** Of its folder, its log, and its host behind a proxy. */
  key: 'chain' | 'chain-2';
  /** What people are told it is called. */
  name: string;
  chainId: number;
  port: number;
  stateFile: string;
  logFile: string;
  /** Which contracts it holds. */
  deploymentFile: string;
};

const FIRST_ID = 31_337;
const SECOND_ID = 31_338;

/** The chains of a start: one, or with the option two side by side that share nothing. */
export const planChains = (options: {
  chainPort: number;
  secondChain: boolean;
  paths: Pick<LauncherPaths, 'dataDir' | 'logsDir'>;
}): readonly [PlannedChain, ...PlannedChain[]] => {
  const { chainPort, secondChain, paths } = options;
  const first: PlannedChain = {
    ...{ key: 'chain', name: nameChain(FIRST_ID), chainId: FIRST_ID, port: chainPort },
    stateFile: path.join(paths.dataDir, 'chain', 'state.json'),
    logFile: path.join(paths.logsDir, 'chain.log'),
    deploymentFile: path.join(paths.dataDir, 'deployment.json'),
  };
  const second: PlannedChain = {
    ...{ key: 'chain-2', name: 'Second local chain', chainId: SECOND_ID, port: chainPort + 1 },
    stateFile: path.join(paths.dataDir, 'chain-2', 'state.json'),
    logFile: path.join(paths.logsDir, 'chain-2.log'),
    deploymentFile: path.join(paths.dataDir, 'deployment-2.json'),
  };
  return secondChain ? [first, second] : [first];
};
