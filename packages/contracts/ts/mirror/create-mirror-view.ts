import type { Clock, RegistryPath } from '@postern/primitives';
import type { Address, Hex } from 'viem';

import type { RegisteredIssuer } from '../read/read-issuer.ts';
import type { Pass } from '../read/read-pass.ts';
import type { RegisteredPolicy } from '../read/read-policy.ts';
import type { RegistryLeaf } from '../read/read-registry-leaves.ts';
import type { RootInfo } from '../read/read-root-info.ts';
import { MirrorError } from './mirror-error.ts';
import type { MirroredCircuit, Table } from './state/mirror-tables.ts';
import type { MirrorChain } from './sync/mirror-chain.ts';

/**
 * The same answers as the contracts give, from memory. Every function throws {@link MirrorError} `ERR_MIRROR_STALE` or
 * `ERR_MIRROR_NOT_SYNCED` in place of an answer that may be old.
 */
export type MirrorView = {
  /** Whether the account may act under the policy now, by the later of the clock and the mirrored block. */
  isAdmitted(options: { policyId: string; account: string }): boolean;
  readPass(options: { policyId: string; account: string }): Pass | undefined;
  readPasses(options: { policyId: string }): (Pass & { account: Address })[];
  readPolicy(options: { policyId: string }): RegisteredPolicy | undefined;
  /** All policies, by id. */
  readPolicies(): RegisteredPolicy[];
  readCircuit(options: { version: number }): MirroredCircuit | undefined;
  readIssuer(options: { issuerId: number }): RegisteredIssuer | undefined;
  /** All leaves in tree order. */
  readRegistryLeaves(): RegistryLeaf[];
  readRegistryRoot(): bigint;
  readRootInfo(options: { root: bigint }): RootInfo;
  /** Siblings of a leaf under {@link MirrorView.readRegistryRoot}: what a proof needs, without asking anybody. */
  readRegistryPath(options: { leafIndex: number }): RegistryPath;
  /** Timestamp of the mirrored block, unix seconds. */
  readBlockTime(): number;
};

/** @param options.open the chain to answer from; throws when there is none fresh enough */
export function createMirrorView(options: { open: () => MirrorChain; clock: Clock }): MirrorView {
  const { open, clock } = options;
  const blockTime = (chain: MirrorChain): number => chain.window.at(-1)?.timestamp ?? 0;
  return {
    isAdmitted(query) {
      const chain = open();
      const pass = chain.tables.findPass(query.policyId, query.account);
      if (pass === undefined || Math.max(clock.now(), blockTime(chain)) >= pass.expiresAt) return false;
      const policy = chain.tables.findPolicy(query.policyId);
      return policy !== undefined && !policy.stopped && pass.admittedAt >= policy.notBefore;
    },
    readPass: ({ policyId, account }) => open().tables.findPass(policyId, account),
    readPasses({ policyId }) {
      const prefix = `${policyId.toLowerCase()}:`;
      return sortedRows(open().tables.passes)
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, pass]) => ({ ...pass, account: key.slice(prefix.length) as Hex }));
    },
    readPolicy: ({ policyId }) => open().tables.findPolicy(policyId),
    readPolicies: () => sortedRows(open().tables.policies).map(([, policy]) => policy),
    readCircuit: ({ version }) => open().tables.circuits.get(String(version)),
    readIssuer: ({ issuerId }) => open().tables.issuers.get(String(issuerId)),
    readRegistryLeaves: () => listLeaves(open()),
    readRegistryRoot: () => open().tree.root(),
    readRootInfo({ root }) {
      const { tables, tree } = open();
      if (root === tree.root()) return { known: true };
      const historyDroppedAt = Number(tables.facts.get('historyDroppedAt') ?? 0);
      const supersededAt = tables.roots.get(String(root))?.supersededAt;
      return supersededAt === undefined || supersededAt <= historyDroppedAt
        ? { known: false }
        : { known: true, supersededAt };
    },
    readRegistryPath({ leafIndex }) {
      const chain = open();
      if (!listLeaves(chain).some((leaf) => leaf.leafIndex === leafIndex)) {
        throw new MirrorError('ERR_MIRROR_UNKNOWN_LEAF', 'No leaf has this index.', { details: { leafIndex } });
      }
      return chain.tree.path(leafIndex);
    },
    readBlockTime: () => blockTime(open()),
  };
}

function listLeaves(chain: MirrorChain): RegistryLeaf[] {
  return [...chain.tables.leaves.entries()].map(([, leaf]) => leaf).toSorted((a, b) => a.leafIndex - b.leafIndex);
}

function sortedRows<Row>(table: Table<Row>): [string, Row][] {
  return [...table.entries()].toSorted(([left], [right]) => (left < right ? -1 : 1));
}
