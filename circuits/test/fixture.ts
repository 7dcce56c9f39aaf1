import { createSeal, KYC_PERSON_SCHEMA, type Seal } from '@postern/credential';
import {
  createRegistryTree,
  createStatusBits,
  createStatusTree,
  deriveEddsaPublicKey,
  getRegistryPath,
  getStatusPath,
  hashHolderCommitment,
  hashIssuerCommitment,
  hashRegistryLeaf,
  type Random,
  type RegistryPath,
  setStatusBit,
  type StatusPath,
} from '@postern/primitives';
import { compilePolicy, type CreateCircuitInputsOptions, type PolicyInput } from '@postern/proof';

/** 21 November 2026, 12:00 UTC. */
export const NOW = Date.UTC(2026, 10, 21, 12) / 1000;
export const HOLDER_SECRET = 123_456_789_123_456_789_123_456_789n;
export const CHECKED_FLAGS = 0b11n;

/** Reproducible bytes (xorshift32): the same seed gives the same credential, proof inputs and failures. */
export function createSeededRandom(seed: number): Random & { below(limit: number): number } {
  let state = seed === 0 ? 1 : seed;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  return {
    bytes: (length) => Uint8Array.from({ length }, () => next() & 0xff),
    below: (limit) => next() % limit,
  };
}

/** Values of a person born on 29 February 2000, French and resident in Germany. */
export const PERSON_VALUES: readonly bigint[] = [
  20_000_229n,
  250n,
  250n,
  276n,
  0n,
  2n,
  2n,
  CHECKED_FLAGS,
  BigInt(NOW - 86_400),
  BigInt(NOW - 86_400),
  1n,
  20_300_101n,
  987_654_321_987_654_321n,
  276n,
  0n,
  0n,
];

export const WALK_POLICY: PolicyInput = {
  age: { atLeast: 18 },
  residence: { notIn: ['KP', 'IR'] },
  assurance: { atLeast: 'substantial' },
  screened: { within: 'P30D' },
  issuers: [1, 2],
};

export type FixtureOptions = {
  values?: readonly bigint[];
  schemaId?: bigint;
  policy?: PolicyInput;
  issuerId?: number;
  listId?: number;
  index?: number;
  leafIndex?: number;
  /** Indexes whose status bit is set in the list. */
  flagged?: readonly number[];
  privateKey?: Uint8Array;
  now?: number;
};

/** The empty list's tree is dear (22,000 nodes to lay out): shared by fixtures without flagged indexes. */
let emptyTree: ReturnType<typeof createStatusTree> | undefined;

export type Fixture = CreateCircuitInputsOptions & {
  seal: Seal;
  registryPath: RegistryPath;
  statusPath: StatusPath;
  root: bigint;
};

/** A sealed credential in its registry, ready to be proven. */
export function createFixture(options: FixtureOptions = {}): Fixture {
  const { issuerId = 1, listId = 1, index = 1_234_567, leafIndex = 5, now = NOW, flagged = [] } = options;
  const schemaId = options.schemaId ?? KYC_PERSON_SCHEMA.schemaId;
  const privateKey = options.privateKey ?? new Uint8Array(32).fill(7);
  const seal = createSeal({
    schemaId,
    values: options.values ?? PERSON_VALUES,
    holderCommitment: hashHolderCommitment(HOLDER_SECRET),
    status: { issuerId, listId, index },
    validUntil: now + 90 * 86_400,
    privateKey,
    random: createSeededRandom(42),
  });

  const statusTree = flagged.length === 0 ? (emptyTree ??= createStatusTree(createStatusBits())) : treeOf(flagged);
  const issuerCommitment = hashIssuerCommitment({ key: deriveEddsaPublicKey(privateKey), issuerId, listId, schemaId });
  const leaves = Array.from({ length: leafIndex + 1 }, (_, i) =>
    i === leafIndex ? hashRegistryLeaf({ issuerCommitment, statusRoot: statusTree.root }) : BigInt(1000 + i),
  );
  const registry = createRegistryTree(leaves);
  return {
    seal,
    holderSecret: HOLDER_SECRET,
    compiledPolicy: compilePolicy({ policy: options.policy ?? WALK_POLICY }),
    registryPath: getRegistryPath(registry, leafIndex),
    statusPath: getStatusPath(statusTree, index),
    scope: 777n,
    binding: 0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266n,
    now,
    expiresAt: now + 7 * 86_400,
    root: registry.root,
  };
}

function treeOf(flagged: readonly number[]): ReturnType<typeof createStatusTree> {
  const bits = createStatusBits();
  for (const index of flagged) setStatusBit(bits, index, true);
  return createStatusTree(bits);
}
