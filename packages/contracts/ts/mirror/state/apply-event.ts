import type { RegisteredPolicy } from '../../read/read-policy.ts';
import { applyTrustEvent } from './apply-trust-event.ts';
import type { LeafTree } from './create-leaf-tree.ts';
import type { RegistryEvent } from './decode-registry-log.ts';
import { type Change, writeRow } from './journal.ts';
import { type MirroredCircuit, type MirrorTables, passKey } from './mirror-tables.ts';

/** What a policy fixes for ever and its event does not say. */
export type PolicyTerms = Pick<
  RegisteredPolicy,
  'circuitVersion' | 'maxPassLife' | 'maxProofAge' | 'grace' | 'firstGrace' | 'moveCooldown'
>;

export type ApplyContext = {
  tables: MirrorTables;
  tree: LeafTree;
  journal: Change[];
  /** Of the block that holds the event, unix seconds. */
  timestamp: number;
  /** By policy id in lower case. */
  terms: ReadonlyMap<string, PolicyTerms>;
};

/**
 * Moves the mirror by one event.
 *
 * @throws {MirrorError} `ERR_MIRROR_DIVERGED`: the event contradicts what came before
 */
export function applyEvent(context: ApplyContext, event: RegistryEvent): void {
  const { tables, journal, timestamp } = context;
  switch (event.eventName) {
    case 'PassAdmitted': {
      const { policyId, account, nullifierTag, expiresAt, admittedAt } = event.args;
      const row = { expiresAt, admittedAt, nullifierTag };
      return writeRow({ tables, journal, table: 'passes', key: passKey(policyId, account), row });
    }
    case 'PassEnded': {
      const key = passKey(event.args.policyId, event.args.account);
      return writeRow({ tables, journal, table: 'passes', key, row: undefined });
    }
    case 'PolicyCreated': {
      const { policyId, owner, policyHash, scopeId, policyJson } = event.args;
      const key = policyId.toLowerCase();
      const terms = context.terms.get(key);
      if (terms === undefined) throw new TypeError('The terms of a policy were not fetched.');
      const fixed = { policyId, owner, policyHash, scopeId, policyJson, createdAt: timestamp, ...terms };
      const row = { ...fixed, notBefore: 0, closed: false, stopped: false };
      return writeRow({ tables, journal, table: 'policies', key, row });
    }
    case 'PolicyClosed':
      return patchPolicy(context, event.args.policyId, { closed: true });
    case 'PolicyStopped':
      return patchPolicy(context, event.args.policyId, { stopped: true });
    case 'NotBeforeRaised':
      return patchPolicy(context, event.args.policyId, { notBefore: Number(event.args.notBefore) });
    case 'CircuitVersionAdded': {
      const { circuitVersion, verifier, codeHash } = event.args;
      const row = { verifier, codeHash, disabled: false, paused: false, gasPercent: 100 };
      return writeRow({ tables, journal, table: 'circuits', key: String(circuitVersion), row });
    }
    case 'CircuitVersionDisabled':
      return patchCircuit(context, event.args.circuitVersion, { disabled: true });
    case 'CircuitVersionPaused':
      return patchCircuit(context, event.args.circuitVersion, { paused: true });
    case 'CircuitVersionResumed':
      return patchCircuit(context, event.args.circuitVersion, { paused: false });
    case 'GasPercentChanged':
      return patchCircuit(context, event.args.circuitVersion, { gasPercent: event.args.gasPercent });
    default:
      return applyTrustEvent(context, event);
  }
}

function patchPolicy(context: ApplyContext, policyId: string, patch: Partial<RegisteredPolicy>): void {
  const { tables, journal } = context;
  const key = policyId.toLowerCase();
  const present = tables.policies.get(key);
  if (present === undefined) return;
  writeRow({ tables, journal, table: 'policies', key, row: { ...present, ...patch } });
}

function patchCircuit(context: ApplyContext, version: number, patch: Partial<MirroredCircuit>): void {
  const { tables, journal } = context;
  const key = String(version);
  const present = tables.circuits.get(key);
  const row = present && { ...present, ...patch };
  writeRow({ tables, journal, table: 'circuits', key, row });
}
