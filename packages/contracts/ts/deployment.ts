import { PosternError } from '@postern/primitives';
import { type Address, getAddress, isAddress } from 'viem';

/** Where Postern lives on one chain. */
export type Deployment = {
  chainId: number;
  /** Block of the first contract; logs are read from here. */
  deployedAtBlock: number;
  accessManager: Address;
  trustRegistry: Address;
  policyRegistry: Address;
  passRegistry: Address;
  presentationVerifier: Address;
  /** ERC-1056 registry for `did:ethr`. */
  erc1056: Address;
  /** Demo asset; only on local chains. */
  asset?: Address;
  /** Demo vault; deployed apart, because it needs a policy. */
  vault?: Address;
  /** Passes of the demo policy as locked tokens; deployed apart too. */
  passToken?: Address;
};

export class DeploymentError extends PosternError<
  | 'ERR_DEPLOYMENT_INVALID'
  | 'ERR_DEPLOYMENT_CODE_MISMATCH'
  | 'ERR_DEPLOYMENT_DEVELOPMENT_KEY'
  | 'ERR_DEPLOYMENT_KEY_MISMATCH'
  | 'ERR_DEPLOYMENT_LINK'
  | 'ERR_DEPLOYMENT_HAND_OVER'
> {}

const REQUIRED = [
  'accessManager',
  'trustRegistry',
  'policyRegistry',
  'passRegistry',
  'presentationVerifier',
  'erc1056',
] as const;

/**
 * Reads a deployment record, for instance parsed JSON of a file.
 *
 * @throws {DeploymentError} `ERR_DEPLOYMENT_INVALID`: a field is missing or malformed
 */
export function parseDeployment(value: unknown): Deployment {
  if (typeof value !== 'object' || value === null) throw invalid('deployment');
  const record = value as Record<string, unknown>;
  const addresses = Object.fromEntries(REQUIRED.map((name) => [name, parseAddress(record, name)])) as Record<
    (typeof REQUIRED)[number],
    Address
  >;
  return {
    chainId: parseCount(record, 'chainId'),
    deployedAtBlock: parseCount(record, 'deployedAtBlock'),
    ...addresses,
    ...(record['asset'] === undefined ? {} : { asset: parseAddress(record, 'asset') }),
    ...(record['vault'] === undefined ? {} : { vault: parseAddress(record, 'vault') }),
    ...(record['passToken'] === undefined ? {} : { passToken: parseAddress(record, 'passToken') }),
  };
}

function parseAddress(record: Record<string, unknown>, name: string): Address {
  const value = record[name];
  if (typeof value !== 'string' || !isAddress(value, { strict: false })) throw invalid(name);
  return getAddress(value);
}

function parseCount(record: Record<string, unknown>, name: string): number {
  const value = record[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw invalid(name);
  return value;
}

function invalid(field: string): DeploymentError {
  return new DeploymentError('ERR_DEPLOYMENT_INVALID', 'A field of the deployment record is missing or malformed.', {
    details: { field },
  });
}
