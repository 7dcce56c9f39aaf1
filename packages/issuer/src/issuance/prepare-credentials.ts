import { CONFIGURATION_IDS } from '@postern/protocol';

import { appendAudit } from '../audit/append-audit.ts';
import { IssuanceError } from '../error.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, CopyRow, CredentialRow, PersonRow, ProvenKey, Tenant } from '../rows.ts';
import { assertCooledDown } from '../rebinding/assert-rebinding-allowed.ts';
import { awaitRebinding } from '../rebinding/await-rebinding.ts';
import { revokeCredentials } from '../status/change-status.ts';
import { assertIdentitySettled } from '../identity/assert-identity-settled.ts';
import { addIntents } from './add-intents.ts';
import { assertApprovalStands, assertRecordStands } from './assert-approval-stands.ts';
import { type FixedIssuance, fixRecord, isFixed, readIssuanceState } from './fix-issuance.ts';
import { alarmed } from './raise-approval-alarm.ts';

/** Copies that one issuance may yield over all requests: enough for retries, too few to flood a list. */
const MAX_COPIES = 64;

export type PreparedCredentials = {
  credentials: CredentialRow[];
  issuance: FixedIssuance;
  person: PersonRow;
  holder: PersonRow;
};

/** What is to be issued. */
export type PrepareOptions = {
  tenant: Tenant;
  issuanceId: string;
  caseId: string;
  configurationId: string;
  keys: readonly ProvenKey[];
  holderCommitment: string | undefined;
  /** Locks case and person for an act that may happen once: null when it happened before. */
  claim: (transaction: IssuerTransaction) => Promise<{ row: CaseRow; person: PersonRow; holder: PersonRow } | null>;
  /** What that means to the caller. */
  used: () => IssuanceError;
  /** Called instead of issuing while the case is undecided, a re-binding waits, or `wait` is set. */
  wait: boolean;
  defer: (transaction: IssuerTransaction) => Promise<void>;
  /** Called once nothing is in the way any more. */
  settle?: (transaction: IssuerTransaction) => Promise<void>;
};

/**
 * Everything durable that precedes signing, in one transaction: the nonce is consumed, the case must still allow
 * issuance, older copies of the same wallet are revoked and their anchor queued, and an intent row with a status index of
 * its own is written for each copy. A refusal undoes all of it, the nonce included. While another wallet holds a live
 * credential the request waits for the end of the re-binding, which it begins if none is under way.
 *
 * @returns null when the request has to wait
 * @throws {IssuanceError} the first rule that is broken
 */
export async function prepareCredentials(
  context: IssuerContext,
  options: PrepareOptions,
): Promise<PreparedCredentials | null> {
  const { tenant, caseId } = options;
  return alarmed(context, { tenant: tenant.slug, caseId }, () => prepare(context, options));
}

function prepare(context: IssuerContext, options: PrepareOptions): Promise<PreparedCredentials | null> {
  const { tenant, configurationId } = options;
  return context.store.transaction(async (transaction) => {
    const now = context.clock.now();
    const claimed = await options.claim(transaction);
    if (claimed === null) throw options.used();
    const { row, person, holder } = claimed;
    const state = readIssuanceState(row);
    if (state === 'closed') {
      throw new IssuanceError('ERR_ISSUANCE_DENIED', 'The case does not allow issuance.');
    }
    if (state === 'waiting' || options.wait) {
      await options.defer(transaction);
      return null;
    }
    const known = await transaction.readIssuanceCopies(options.issuanceId);
    if (known === null) throw new IssuanceError('ERR_ISSUANCE_DENIED', 'The person is gone.');
    const { issuance: current, unrevoked: existing } = known;
    if (current.withdrawnAt !== null) {
      throw new IssuanceError('ERR_ISSUANCE_REBINDING_CANCELLED', 'The credential stays with the wallet that has it.');
    }
    if (known.copies + options.keys.length > MAX_COPIES) {
      throw new IssuanceError('ERR_ISSUANCE_DENIED', 'This issuance has yielded enough copies.');
    }
    const standing = await assertApprovalStands(context, { transaction, row, person });
    if (known.copies === 0) await assertIdentitySettled(context, { transaction, row, person });
    if (isFixed(current)) await assertRecordStands(context, { standing, issuance: current, person });
    const fixed = isFixed(current) ? current : await fixRecord(context, { standing, issuance: current, person });
    const issuance = bindCommitment({ issuance: fixed, holderCommitment: options.holderCommitment });
    if (issuance !== current) await transaction.saveIssuance(issuance);
    if (configurationId === CONFIGURATION_IDS.seal) assertSealRequest({ ...options, issuance });
    if (await awaitRebinding(context, { ...options, transaction, row, holder, issuance, copies: existing, now })) {
      await options.defer(transaction);
      return null;
    }
    await options.settle?.(transaction);
    const bound = configurationId === CONFIGURATION_IDS.seal ? bindSeal(context, { issuance, holder, now }) : holder;
    const superseded = selectSuperseded({ existing, issuance, configurationId });
    if (superseded.length > 0) await replaceCopies({ transaction, row, superseded, now });
    const credentials = await addIntents(context, { ...options, transaction, row, issuance, now });
    const [seal] = credentials;
    const saved =
      configurationId === CONFIGURATION_IDS.seal ? { ...bound, liveSealId: seal?.credentialId ?? null } : holder;
    if (saved !== holder) await transaction.savePerson(saved);
    await appendAudit({
      transaction,
      tenant: tenant.slug,
      at: now,
      actor: 'wallet',
      action: 'credential_intent',
      caseId: row.caseId,
      details: { configurationId, copies: credentials.length },
    });
    return { credentials, issuance, person, holder: saved };
  });
}

/** Revokes what the new copies replace; another file whose credential ends with it says so. */
async function replaceCopies(options: {
  transaction: IssuerTransaction;
  row: CaseRow;
  superseded: readonly CopyRow[];
  now: number;
}): Promise<void> {
  const { transaction, row, superseded, now } = options;
  await revokeCredentials({ transaction, credentials: superseded, now });
  const others = new Set(superseded.map((copy) => copy.caseId));
  others.delete(row.caseId);
  for (const caseId of [...others].toSorted()) {
    await appendAudit({
      transaction,
      tenant: row.tenant,
      at: now,
      actor: 'system',
      action: 'credential_replaced',
      caseId,
      details: { otherCaseId: row.caseId },
    });
  }
}

/** One issuance knows one holder commitment, whichever request brings it first. */
function bindCommitment(options: { issuance: FixedIssuance; holderCommitment: string | undefined }): FixedIssuance {
  const { issuance, holderCommitment } = options;
  if (holderCommitment === undefined || holderCommitment === issuance.holderCommitment) return issuance;
  if (issuance.holderCommitment !== null) {
    throw new IssuanceError('ERR_ISSUANCE_COMMITMENT_DIFFERS', 'This issuance is bound to another commitment.');
  }
  return { ...issuance, holderCommitment };
}

/** @throws {IssuanceError} a seal without a commitment, or for several keys */
function assertSealRequest(options: PrepareOptions & { issuance: FixedIssuance }): void {
  if (options.holderCommitment === undefined || options.issuance.holderCommitment === null) {
    throw new IssuanceError('ERR_ISSUANCE_COMMITMENT_MISSING', 'A seal needs the holder commitment in the key proof.');
  }
  if (options.keys.length !== 1) {
    throw new IssuanceError('ERR_ISSUANCE_REQUEST', 'There is one seal for each person: send one proof.');
  }
}

/**
 * One live seal and one holder commitment a person. Another commitment than the last, where no wallet is left to ask, is
 * a re-binding all the same: visible in slot 14, and not more often than the cool-down allows.
 */
function bindSeal(
  context: IssuerContext,
  options: { issuance: FixedIssuance; holder: PersonRow; now: number },
): PersonRow {
  const { issuance, holder, now } = options;
  const { holderCommitment } = issuance;
  if (holder.holderCommitment === null || holder.holderCommitment === holderCommitment) {
    return { ...holder, holderCommitment };
  }
  assertCooledDown(context, { holder, now });
  return { ...holder, holderCommitment, reboundAt: now };
}

/**
 * Copies that the new ones replace: those of earlier issuances; a new seal replaces every earlier seal, even of its
 * own issuance (an answer that the wallet never got).
 */
function selectSuperseded(options: {
  existing: readonly CopyRow[];
  issuance: FixedIssuance;
  configurationId: string;
}): CopyRow[] {
  const { existing, issuance, configurationId } = options;
  const isSeal = configurationId === CONFIGURATION_IDS.seal;
  return existing.filter((copy) => {
    if (copy.configurationId === CONFIGURATION_IDS.seal) return isSeal;
    return copy.issuanceId !== issuance.issuanceId;
  });
}
