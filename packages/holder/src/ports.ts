import type { CircuitInputs } from '@postern/proof';
import type { ZkPresentation } from '@postern/protocol';

/** One HTTP exchange. Implementations send no cookies, follow no redirect and bound time and size. */
export type HttpClient = (request: HttpRequest) => Promise<HttpResponse>;

export type HttpRequest = {
  url: string;
  method?: 'GET' | 'POST';
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** Largest answer in bytes, after decompression. */
  maxBytes?: number;
};

export type HttpResponse = {
  status: number;
  body: Uint8Array;
  /** By lower-case name; across origins a browser shows only those that the other side exposes. */
  headers?: Readonly<Record<string, string>>;
};

/** A leaf of the trust registry as it stands on chain. */
export type RegistryLeaf = {
  leafIndex: number;
  issuerId: number;
  listId: number;
  schemaId: bigint;
  key: readonly [bigint, bigint];
  issuerCommitment: bigint;
  statusRoot: bigint;
  epoch: number;
  /** Removed or silent leaves are zero in the tree. */
  active: boolean;
  /** Where the raw status bit file is. */
  uri: string;
};

/** A policy's record on chain, joined with the canonical JSON that its creation event carries. */
export type ChainPolicy = {
  policyId: string;
  owner: string;
  policyHash: bigint;
  circuitVersion: number;
  /** Seconds. */
  maxPassLife: number;
  maxProofAge: number;
  /** Unix seconds; passes admitted earlier ended. */
  notBefore: number;
  scopeId: string;
  policyJson: string;
  closed: boolean;
  stopped: boolean;
};

/** What the holder reads from one chain. Reads never say which credential they are for. */
export type HolderChain = {
  chainId: number;
  /** The pass registry that this wallet is configured to trust. */
  passRegistry: string;
  readRegistryLeaves(): Promise<readonly RegistryLeaf[]>;
  /** Leaves and root of one block, and that block's time in unix seconds. */
  readRegistrySnapshot(): Promise<{ leaves: readonly RegistryLeaf[]; root: bigint; blockTime: number }>;
  /** Names of issuers by id. */
  readIssuerNames(issuerIds: readonly number[]): Promise<Readonly<Record<number, string>>>;
  readPolicy(policyId: string): Promise<ChainPolicy>;
  /** The stored pass of an account, whether or not it still counts; times in unix seconds. */
  readPass(options: {
    policyId: string;
    account: string;
  }): Promise<{ expiresAt: number; admittedAt: number } | undefined>;
};

/** The leaves of one registry, or of several together. */
export type RegistryReader = Pick<HolderChain, 'readRegistryLeaves'>;

/** Makes the proof: in the browser a dedicated worker, in Node the library itself. */
export type Prover = (inputs: CircuitInputs) => Promise<ZkPresentation>;

/** Keeps downloaded status bit files between proofs. */
export type StatusListCache = {
  read(uri: string): Promise<Uint8Array | undefined>;
  write(uri: string, bits: Uint8Array): Promise<void>;
};
