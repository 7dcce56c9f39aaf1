import type { RegistryLeaf } from '../../read/read-registry-leaves.ts';
import { MirrorError } from '../mirror-error.ts';
import type { ApplyContext } from './apply-event.ts';
import type { RegistryEvent } from './decode-registry-log.ts';
import { writeRow } from './journal.ts';

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
      return writeRow({ tables, journal, table: 'issuers', key: String(issuerId), row: { operator, name } });
    }
    case 'OperatorChanged': {
      const key = String(event.args.issuerId);
      const name = tables.issuers.get(key)?.name ?? '';
      return writeRow({ tables, journal, table: 'issuers', key, row: { operator: event.args.operator, name } });
    }
    case 'LeafRegistered': {
      const { leafIndex, issuerId, listId, schemaId, key, issuerCommitment } = event.args;
      const identity = { leafIndex: Number(leafIndex), issuerId: Number(issuerId), listId: Number(listId) };
      const empty = { statusRoot: 0n, epoch: 0, lastAnchoredAt: 0, active: false, removed: false, uri: '' } as const;
      const row = { ...identity, schemaId, key, issuerCommitment, ...empty, contentHash: '0x' } as const;
      return writeRow({ tables, journal, table: 'leaves', key: String(leafIndex), row });
    }
    case 'StatusAnchored': {
      const { leafIndex, epoch, statusRoot, contentHash, uri, registryRoot } = event.args;
      const anchored = { statusRoot, epoch: Number(epoch), lastAnchoredAt: timestamp, active: true, contentHash, uri };
      return moveLeaf(context, { leafIndex, registryRoot, patch: anchored });
    }
    case 'LeafRemoved':
      return moveLeaf(context, { ...event.args, patch: { active: false, removed: true } });
    case 'StaleLeafZeroed':
      return moveLeaf(context, { ...event.args, patch: { active: false } });
    case 'RootDropped': {
      const key = String(event.args.root);
      const supersededAt = tables.roots.get(key)?.supersededAt;
      return writeRow({ tables, journal, table: 'roots', key, row: { supersededAt, dropped: true } });
    }
    case 'HistoryDropped': {
      const row = String(event.args.droppedAt);
      return writeRow({ tables, journal, table: 'facts', key: 'historyDroppedAt', row });
    }
    default:
  }
}

function moveLeaf(
  context: ApplyContext,
  options: { leafIndex: bigint; registryRoot: bigint; patch: Partial<RegistryLeaf> },
): void {
  const { tables, journal, tree, timestamp } = context;
  const key = String(options.leafIndex);
  const present = tables.leaves.get(key);
  if (present === undefined) throw diverged();
  const leaf = { ...present, ...options.patch };
  const previous = tree.root();
  writeRow({ tables, journal, table: 'leaves', key, row: leaf });
  tree.setLeaf(leaf.leafIndex, leaf);
  if (tree.root() !== options.registryRoot) throw diverged();
  if (previous === tree.root()) return;
  // As in the contract, a root is superseded by the next one, and a root that comes back keeps its record.
  const dropped = tables.roots.get(String(previous))?.dropped ?? false;
  const superseded = { supersededAt: timestamp, dropped };
  writeRow({ tables, journal, table: 'roots', key: String(previous), row: superseded });
}

function diverged(): MirrorError {
  return new MirrorError('ERR_MIRROR_DIVERGED', 'The events of the trust registry contradict each other.');
}
