import { zeroAddress } from 'viem';

import type { RegisteredIssuer } from '../../read/read-issuer.ts';
import type { RegistryLeaf } from '../../read/read-registry-leaves.ts';
import { MirrorError } from '../mirror-error.ts';
import type { ApplyContext } from './apply-event.ts';
import type { RegistryEvent } from './decode-registry-log.ts';
import { writeRow } from './journal.ts';
import { leafKey } from './mirror-tables.ts';

/**
 * Moves issuers, leaves, tree and roots by one event of the trust registry; other events change nothing.
 *
 * @throws {MirrorError} `ERR_MIRROR_DIVERGED`: the tree over the leaves does not have the root that the event names
 */
export function applyTrustEvent(context: ApplyContext, event: RegistryEvent): void {
  const { tables, journal, timestamp } = context;
  switch (event.eventName) {
    case 'IssuerCreated': {
      const { issuerId, operator, name } = event.args;
      const row = { operator, standby: zeroAddress, name };
      return writeRow({ tables, journal, table: 'issuers', key: String(issuerId), row });
    }
    case 'OperatorChanged':
      return patchIssuer(context, event.args.issuerId, { operator: event.args.operator });
    case 'StandbyOperatorChanged':
      return patchIssuer(context, event.args.issuerId, { standby: event.args.standby });
    case 'OperatorSuspended': {
      const { issuerId, standby, registryRoot } = event.args;
      patchIssuer(context, issuerId, { operator: standby, standby: zeroAddress });
      const out = [...tables.leaves.entries()].filter(([, leaf]) => leaf.issuerId === Number(issuerId));
      const moves = out.map(([key, leaf]) => ({ key, leaf: { ...leaf, active: false } }));
      return moveLeaves(context, { moves, registryRoot });
    }
    case 'LeafRegistered': {
      const { leafIndex, issuerId, listId, schemaId, key, issuerCommitment } = event.args;
      const identity = { leafIndex: Number(leafIndex), issuerId: Number(issuerId), listId: Number(listId) };
      const empty = { statusRoot: 0n, epoch: 0, lastAnchoredAt: 0, active: false, uri: '' } as const;
      const row = { ...identity, schemaId, key, issuerCommitment, ...empty, contentHash: '0x' } as const;
      return writeRow({ tables, journal, table: 'leaves', key: leafKey(identity), row });
    }
    case 'StatusAnchored': {
      const { epoch, statusRoot, contentHash, uri } = event.args;
      const anchored = { statusRoot, epoch: Number(epoch), lastAnchoredAt: timestamp, active: true, contentHash, uri };
      return moveLeaf(context, { ...event.args, patch: anchored });
    }
    case 'LeafRemoved': {
      moveLeaf(context, { ...event.args, patch: { active: false } });
      return writeRow({ tables, journal, table: 'leaves', key: leafKey(event.args), row: undefined });
    }
    case 'StaleLeafZeroed':
      return moveLeaf(context, { ...event.args, patch: { active: false } });
    case 'RootDropped':
      return writeRow({ tables, journal, table: 'roots', key: String(event.args.root), row: undefined });
    case 'HistoryDropped': {
      const row = String(event.args.droppedAt);
      return writeRow({ tables, journal, table: 'facts', key: 'historyDroppedAt', row });
    }
    default:
  }
}

function patchIssuer(context: ApplyContext, issuerId: bigint, patch: Partial<RegisteredIssuer>): void {
  const { tables, journal } = context;
  const key = String(issuerId);
  const present = tables.issuers.get(key);
  if (present === undefined) throw diverged();
  writeRow({ tables, journal, table: 'issuers', key, row: { ...present, ...patch } });
}

function moveLeaf(
  context: ApplyContext,
  options: { issuerId: bigint; listId: bigint; registryRoot: bigint; patch: Partial<RegistryLeaf> },
): void {
  const key = leafKey(options);
  const present = context.tables.leaves.get(key);
  if (present === undefined) throw diverged();
  const moves = [{ key, leaf: { ...present, ...options.patch } }];
  moveLeaves(context, { moves, registryRoot: options.registryRoot });
}

/** Changes leaves and tree; the root before them all is superseded by the one after them all, as in the contract. */
function moveLeaves(
  context: ApplyContext,
  options: { moves: readonly { key: string; leaf: RegistryLeaf }[]; registryRoot: bigint },
): void {
  const { tables, journal, tree, timestamp } = context;
  const previous = tree.root();
  for (const { key, leaf } of options.moves) {
    writeRow({ tables, journal, table: 'leaves', key, row: leaf });
    tree.setLeaf(leaf.leafIndex, leaf);
  }
  if (tree.root() !== options.registryRoot) throw diverged();
  if (previous === tree.root()) return;
  writeRow({ tables, journal, table: 'roots', key: String(previous), row: { supersededAt: timestamp } });
}

function diverged(): MirrorError {
  return new MirrorError('ERR_MIRROR_DIVERGED', 'The events of the trust registry contradict each other.');
}
