import type { Seal } from '@postern/credential';
import {
  dateNumberFromUnixSeconds,
  PosternError,
  type RegistryPath,
  STATUS_LEAF_BITS,
  type StatusPath,
} from '@postern/primitives';

import { type CompiledPolicy, RANGE_MODE_CODE, SET_MODE_CODE } from '../policy/compiled-policy.ts';
import { evaluatePolicy } from '../policy/evaluate-policy.ts';

/** The statement would be false: no proof of it exists. Tells which check, never a value. */
export class StatementError extends PosternError<
  'ERR_STATEMENT_SCHEMA' | 'ERR_STATEMENT_EXPIRY' | 'ERR_STATEMENT_STATUS' | 'ERR_STATEMENT_POLICY'
> {}

/** Input signals of `kyc-presentation`, numbers as decimal text: can be posted to a worker as it is. */
export type CircuitInputs = { readonly [signal: string]: SignalValue };
export type SignalValue = string | readonly SignalValue[];

export type CreateCircuitInputsOptions = {
  seal: Seal;
  holderSecret: bigint;
  compiledPolicy: CompiledPolicy;
  /** Path of the issuer's leaf in the registry tree that the chain holds. */
  registryPath: RegistryPath;
  /** Path of the seal's index in that leaf's status tree. */
  statusPath: StatusPath;
  /** Computed by the wallet from the authenticated request; see `computeChainScope`, `computeVerifierScope`. */
  scope: bigint;
  binding: bigint;
  /** Unix seconds of the statement; `today` is the UTC day of this moment. */
  now: number;
  /** Unix seconds until which access is asked for. */
  expiresAt: number;
};

/**
 * Lays out the statement for the circuit, after checking in the clear that it is true.
 *
 * @throws {StatementError} another schema, an expiry after the seal's end, a revoked or suspended seal, or an
 *   attribute that the policy refuses
 */
export function createCircuitInputs(options: CreateCircuitInputsOptions): CircuitInputs {
  const { seal, compiledPolicy, statusPath, now, expiresAt } = options;
  if (seal.schemaId !== compiledPolicy.schemaId) {
    throw new StatementError('ERR_STATEMENT_SCHEMA', 'The policy asks for a credential of another schema.');
  }
  if (!Number.isSafeInteger(expiresAt) || expiresAt < 0 || expiresAt > seal.validUntil) {
    throw new StatementError('ERR_STATEMENT_EXPIRY', 'The expiry lies after the end of the credential.');
  }
  if (isFlagged(statusPath, seal.index)) {
    throw new StatementError('ERR_STATEMENT_STATUS', 'The credential is revoked or suspended.');
  }
  const { satisfied, failed } = evaluatePolicy({
    compiled: compiledPolicy,
    attributes: seal.values,
    issuerId: seal.issuerId,
    now,
  });
  if (!satisfied) {
    throw new StatementError('ERR_STATEMENT_POLICY', 'The credential does not satisfy the policy.', {
      details: { failed: failed.length },
    });
  }
  return layOutCircuitInputs(options);
}

/** The signals without any check: what an attacker would feed to the circuit. Tests use it; callers use the above. */
export function layOutCircuitInputs(options: CreateCircuitInputsOptions): CircuitInputs {
  const { seal, holderSecret, compiledPolicy, registryPath, statusPath, scope, binding, now, expiresAt } = options;
  return {
    holderSecret: decimal(holderSecret),
    schemaId: decimal(seal.schemaId),
    attributeValues: seal.values.map(decimal),
    attributeBlindings: seal.blindings.map(decimal),
    issuerId: decimal(seal.issuerId),
    listId: decimal(seal.listId),
    statusIndex: decimal(seal.index),
    validUntil: decimal(seal.validUntil),
    issuerKey: seal.key.map(decimal),
    signatureR8: seal.signature.r8.map(decimal),
    signatureS: decimal(seal.signature.s),
    statusLeaf: decimal(statusPath.leaf),
    statusSiblings: statusPath.siblings.map((level) => level.map(decimal)),
    registryIndex: decimal(registryPath.leafIndex),
    registrySiblings: registryPath.siblings.map(decimal),
    ...layOutPolicy(compiledPolicy),
    scope: decimal(scope),
    binding: decimal(binding),
    now: decimal(now),
    today: decimal(dateNumberFromUnixSeconds(now)),
    expiresAt: decimal(expiresAt),
  };
}

function layOutPolicy(policy: CompiledPolicy): CircuitInputs {
  return {
    rangeSlot: policy.ranges.map((range) => decimal(range.slot)),
    rangeMode: policy.ranges.map((range) => decimal(RANGE_MODE_CODE[range.mode])),
    rangeLo: policy.ranges.map((range) => decimal(range.lo)),
    rangeHi: policy.ranges.map((range) => decimal(range.hi)),
    setSlotA: policy.sets.map((set) => decimal(set.slots[0])),
    setSlotB: policy.sets.map((set) => decimal(set.slots[1])),
    setMode: policy.sets.map((set) => decimal(SET_MODE_CODE[set.mode])),
    setCodes: policy.sets.map((set) => set.codes.map(decimal)),
    flagsRequired: decimal(policy.flagsRequired),
    flagsForbidden: decimal(policy.flagsForbidden),
    issuerMask: decimal(policy.issuerMask),
  };
}

function decimal(value: bigint | number): string {
  return value.toString(10);
}

function isFlagged(path: StatusPath, index: number): boolean {
  return ((path.leaf >> BigInt(index % STATUS_LEAF_BITS)) & 1n) === 1n;
}
