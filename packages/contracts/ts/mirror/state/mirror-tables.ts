import type { Address, Hex } from 'viem';

import type { RegisteredIssuer } from '../../read/read-issuer.ts';
import type { Pass } from '../../read/read-pass.ts';
import type { RegisteredPolicy } from '../../read/read-policy.ts';
import type { RegistryLeaf } from '../../read/read-registry-leaves.ts';

/** A verifier contract of one circuit version. */
export type MirroredCircuit = {
  verifier: Address;
  codeHash: Hex;
  disabled: boolean;
  paused: boolean;
  /** What a call may burn, in percent of what the code says. */
  gasPercent: number;
};

/** When another root took over from one that was the registry's, unix seconds. */
export type MirroredRoot = { supersededAt: number };

/** One row of each table; all keys are strings, so that a row can be journaled and stored. */
export type MirrorRows = {
  /** By issuer id. */
  issuers: RegisteredIssuer;
  /** By {@link leafKey}; a removed leaf is none any more. */
  leaves: RegistryLeaf;
  /** By decimal root. */
  roots: MirroredRoot;
  /** By policy id, lower case. */
  policies: RegisteredPolicy;
  /** By circuit version. */
  circuits: MirroredCircuit;
  /** By {@link passKey}. */
  passes: Pass;
  /** `historyDroppedAt` in unix seconds. */
  facts: string;
};

export type TableName = keyof MirrorRows;

export type Table<Row> = {
  get(key: string): Row | undefined;
  /** Undefined deletes. */
  set(key: string, row: Row | undefined): void;
  entries(): Iterable<[string, Row]>;
};

export type TableSet = { [Name in TableName]: Table<MirrorRows[Name]> };

export type MirrorTables = TableSet & {
  /** The one look-up that decides over access: builds no key, and changes case only where the case may be the reason. */
  findPass(policyId: string, account: string): Pass | undefined;
  findPolicy(policyId: string): RegisteredPolicy | undefined;
};

export const TABLE_NAMES = ['issuers', 'leaves', 'roots', 'policies', 'circuits', 'passes', 'facts'] as const;

/** Key of a leaf: its identity, not its position in the tree. */
export const leafKey = (leaf: { issuerId: number | bigint; listId: number | bigint }): string =>
  `${leaf.issuerId}:${leaf.listId}`;

/** Key of a pass; policy id and account in lower case. */
export const passKey = (policyId: string, account: string): string =>
  `${policyId.toLowerCase()}:${account.toLowerCase()}`;

/** Empty tables. */
export function createMirrorTables(): MirrorTables {
  const byPolicy = new Map<string, Map<string, Pass>>();
  const policies = createTable<RegisteredPolicy>();
  return {
    issuers: createTable(),
    leaves: createTable(),
    roots: createTable(),
    policies,
    circuits: createTable(),
    facts: createTable(),
    passes: createPassTable(byPolicy),
    findPass(policyId, account) {
      const passes = byPolicy.get(policyId) ?? byPolicy.get(policyId.toLowerCase());
      const found = passes?.get(account);
      if (passes === undefined || found !== undefined) return found;
      const lower = account.toLowerCase();
      return lower === account ? undefined : passes.get(lower);
    },
    findPolicy: (policyId) => policies.get(policyId) ?? policies.get(policyId.toLowerCase()),
  };
}

function createTable<Row>(): Table<Row> {
  const rows = new Map<string, Row>();
  return {
    get: (key) => rows.get(key),
    set: (key, row) => void (row === undefined ? rows.delete(key) : rows.set(key, row)),
    entries: () => rows.entries(),
  };
}

function createPassTable(byPolicy: Map<string, Map<string, Pass>>): Table<Pass> {
  const split = (key: string): [string, string] => {
    const colon = key.indexOf(':');
    return [key.slice(0, colon), key.slice(colon + 1)];
  };
  return {
    get(key) {
      const [policyId, account] = split(key);
      return byPolicy.get(policyId)?.get(account);
    },
    set(key, pass) {
      const [policyId, account] = split(key);
      const passes = byPolicy.get(policyId) ?? new Map<string, Pass>();
      byPolicy.set(policyId, passes);
      if (pass === undefined) passes.delete(account);
      else passes.set(copyText(account), pass);
    },
    *entries() {
      for (const [policyId, passes] of byPolicy) {
        for (const [account, pass] of passes) yield [`${policyId}:${account}`, pass];
      }
    },
  };
}

/** A slice refers to the text that it was cut from: as a key it takes more memory, and a look-up twice the time. */
function copyText(text: string): string {
  return text.split('').join('');
}
