import { readFile } from 'node:fs/promises';
import { type Deployment, DeploymentError, parseDeployment, type ReadClient, readPolicy } from '@postern/contracts';
import { assertReleaseContracts } from '@postern/contracts/deploy';
import { canonicalPolicyJson } from '@postern/proof';
import type { Address, Hex } from 'viem';
import { LauncherError } from '../launcher-error.ts';
import { writePrivateFile } from '../write-private-file.ts';
import { createDemoPolicy } from './demo-policy.ts';

/** What one chain holds for this data folder. */
export type DeploymentRecord = {
  deployment: Deployment & { asset: Address; vault: Address; passToken: Address };
  /** The demo bank's number in the trust registry. */
  issuerId: number;
  /** The demo protocol's policy. */
  policyId: Hex;
};

const isMissingFile = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Reads the record of an earlier start; undefined when there is none. */
export const readDeploymentRecord = async (file: string): Promise<DeploymentRecord | undefined> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw error;
  }
  const record = JSON.parse(text) as DeploymentRecord;
  const { asset, vault, passToken, ...rest } = parseDeployment(record.deployment);
  if (asset === undefined || vault === undefined || passToken === undefined) return undefined;
  return { ...record, deployment: { ...rest, asset, vault, passToken } };
};

export const writeDeploymentRecord = (file: string, record: DeploymentRecord): Promise<void> =>
  writePrivateFile(file, `${JSON.stringify(record, null, 2)}\n`);

/** Whether the chain still holds the contracts: it may have been emptied while the record stayed. */
export const isDeployed = async (client: ReadClient, { deployment }: DeploymentRecord): Promise<boolean> => {
  if ((await client.getChainId()) !== deployment.chainId) return false;
  const { trustRegistry, policyRegistry, passRegistry, vault, passToken } = deployment;
  const codes = await Promise.all(
    [trustRegistry, policyRegistry, passRegistry, vault, passToken].map((address) => client.getCode({ address })),
  );
  return codes.every((code) => code !== undefined && code !== '0x');
};

/**
 * Refuses a chain with the contracts, or the demo policy, of another release: everything that it remembers was made with
 * those, and what this release issues might not pass.
 *
 * @throws {LauncherError} `ERR_LAUNCHER_CONTRACTS`
 */
export const assertPresentRelease = async (client: ReadClient, record: DeploymentRecord): Promise<void> => {
  const { deployment, issuerId, policyId } = record;
  try {
    await assertReleaseContracts({ client, deployment });
  } catch (cause) {
    if (!(cause instanceof DeploymentError)) throw cause;
    throw createReleaseError('contracts', cause);
  }
  const { policyJson } = await readPolicy({ client, policyRegistry: deployment.policyRegistry, policyId });
  if (policyJson !== canonicalPolicyJson(createDemoPolicy(issuerId))) throw createReleaseError('rules');
};

const createReleaseError = (difference: string, cause?: unknown): LauncherError =>
  new LauncherError(
    'ERR_LAUNCHER_CONTRACTS',
    `This data folder was made by another release, with other ${difference}. Begin anew with --reset, or name another folder with --data.`,
    { cause },
  );
