import { type JsonValue, parseStrictJson } from '@postern/primitives';
import { type Address, getAddress, type Hex, isAddress, isHex } from 'viem';

import { type Deployment, DeploymentError } from '../../deployment.ts';
import type { Governance } from '../grant-roles.ts';

export const RECORD_FORMAT = 1;

/** One deployed contract. */
export type ContractRecord = {
  address: Address;
  transactionHash: Hex;
  /** Keccak-256 of the whole code on chain, libraries and immutables included; absent until it was checked. */
  codeHash?: Hex;
};

/** Everything about one network, in a file that is committed: what was deployed, from what, and who governs it. */
export type NetworkRecord = {
  format: typeof RECORD_FORMAT;
  network: string;
  chainId: number;
  deployer: Address;
  /** Absent until everything is deployed. */
  deployedAtBlock?: number;
  /** By name. */
  contracts: Record<string, ContractRecord>;
  circuit: { version: number; verificationKeySha256: string; development: boolean };
  governance: Governance;
  heartbeatSeconds: number;
  /** `deploying` can be taken up again; `deployed` is still the deployer's; `handed-over` is the admin's alone. */
  state: 'deploying' | 'deployed' | 'offered' | 'handed-over';
};

const STATES = ['deploying', 'deployed', 'offered', 'handed-over'] as const;

/** Text of a record: two spaces, members in the order of the type, a line feed at the end. */
export function formatNetworkRecord(record: NetworkRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/**
 * Reads the text of a record.
 *
 * @throws {DeploymentError} `ERR_DEPLOYMENT_INVALID`: a member is missing or malformed
 */
export function parseNetworkRecord(text: string): NetworkRecord {
  const record = asObject(parseStrictJson(text), 'record');
  if (record['format'] !== RECORD_FORMAT) throw invalid('format');
  const circuit = asObject(record['circuit'], 'circuit');
  const governance = asObject(record['governance'], 'governance');
  const state = STATES.find((known) => known === record['state']);
  if (state === undefined) throw invalid('state');
  const { deployedAtBlock } = record;
  return {
    format: RECORD_FORMAT,
    network: asText(record['network'], 'network'),
    chainId: asCount(record['chainId'], 'chainId'),
    deployer: asAddress(record['deployer'], 'deployer'),
    ...(deployedAtBlock === undefined ? {} : { deployedAtBlock: asCount(deployedAtBlock, 'deployedAtBlock') }),
    contracts: Object.fromEntries(
      Object.entries(asObject(record['contracts'], 'contracts')).map(([name, value]) => [name, parseContract(value)]),
    ),
    circuit: {
      version: asCount(circuit['version'], 'circuit.version'),
      verificationKeySha256: asText(circuit['verificationKeySha256'], 'circuit.verificationKeySha256'),
      development: circuit['development'] !== false,
    },
    governance: {
      admin: asAddress(governance['admin'], 'governance.admin'),
      governor: asAddress(governance['governor'], 'governance.governor'),
      guardian: asAddress(governance['guardian'], 'governance.guardian'),
      delaySeconds: asCount(governance['delaySeconds'], 'governance.delaySeconds'),
    },
    heartbeatSeconds: asCount(record['heartbeatSeconds'], 'heartbeatSeconds'),
    state,
  };
}

/**
 * What applications need of a record.
 *
 * @throws {DeploymentError} `ERR_DEPLOYMENT_INVALID`: not everything is deployed yet
 */
export function toDeployment(record: NetworkRecord): Deployment {
  const { chainId, deployedAtBlock, contracts } = record;
  const addressOf = (name: string): Address => {
    const found = contracts[name];
    if (found === undefined) throw invalid(`contracts.${name}`);
    return found.address;
  };
  if (deployedAtBlock === undefined) throw invalid('deployedAtBlock');
  return {
    chainId,
    deployedAtBlock,
    accessManager: addressOf('AccessManager'),
    trustRegistry: addressOf('TrustRegistry'),
    policyRegistry: addressOf('PolicyRegistry'),
    passRegistry: addressOf('PassRegistry'),
    presentationVerifier: addressOf('KycPresentationVerifier'),
    erc1056: addressOf('EthereumDidRegistry'),
    ...(contracts['DemoDollar'] === undefined ? {} : { asset: addressOf('DemoDollar') }),
  };
}

function parseContract(value: JsonValue): ContractRecord {
  const contract = asObject(value, 'contract');
  const { transactionHash, codeHash } = contract;
  if (!isHash(transactionHash) || !(codeHash === undefined || isHash(codeHash))) throw invalid('contract');
  const address = asAddress(contract['address'], 'contract.address');
  return { address, transactionHash, ...(codeHash === undefined ? {} : { codeHash }) };
}

function isHash(value: unknown): value is Hex {
  return isHex(value) && value.length === 66;
}

function asObject(value: JsonValue | undefined, field: string): { [member: string]: JsonValue } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(field);
  return value;
}

function asText(value: JsonValue | undefined, field: string): string {
  if (typeof value !== 'string' || value === '') throw invalid(field);
  return value;
}

function asCount(value: JsonValue | undefined, field: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw invalid(field);
  return value;
}

function asAddress(value: JsonValue | undefined, field: string): Address {
  if (typeof value !== 'string' || !isAddress(value, { strict: false })) throw invalid(field);
  return getAddress(value);
}

function invalid(field: string): DeploymentError {
  return new DeploymentError('ERR_DEPLOYMENT_INVALID', 'A member of the network record is missing or malformed.', {
    details: { field },
  });
}
