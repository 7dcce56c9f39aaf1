import type { Progress } from '../screen/create-progress.ts';
import { type ChainEndpoint, createReadClient } from './create-chain-clients.ts';
import { deployDemo } from './deploy-demo.ts';
import {
  assertPresentRelease,
  type DeploymentRecord,
  isDeployed,
  readDeploymentRecord,
  writeDeploymentRecord,
} from './deployment-record.ts';

/**
 * The contracts of this data folder: those that the chain still holds, or new ones.
 *
 * @throws {LauncherError} `ERR_LAUNCHER_CONTRACTS`
 */
export const ensureDeployment = async (options: {
  endpoint: ChainEndpoint;
  /** Where the record is kept. */
  file: string;
  operatorPrivateKey: `0x${string}`;
  bankName: string;
  progress: Progress;
}): Promise<DeploymentRecord> => {
  const { endpoint, file, operatorPrivateKey, bankName, progress } = options;
  const known = await readDeploymentRecord(file);
  const reader = createReadClient(endpoint);
  if (known !== undefined && (await isDeployed(reader, known))) {
    await assertPresentRelease(reader, known);
    return known;
  }
  const made = await progress.step('contracts', () => deployDemo({ ...endpoint, operatorPrivateKey, bankName }));
  await writeDeploymentRecord(file, made);
  return made;
};
