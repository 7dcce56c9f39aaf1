import { CONFIGURATION_IDS } from '@postern/protocol';

import { appendAudit } from '../audit/append-audit.ts';
import { IssuanceError } from '../error.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, CopyRow, CredentialRow, PersonRow, ProvenKey, Tenant } from '../rows.ts';
import { revokeCredentials } from '../status/change-status.ts';
import { addIntents } from './add-intents.ts';
import { type FixedIssuance, fixRecord, isFixed, readIssuanceState } from './fix-issuance.ts';

/** Copies that one issuance may yield over all requests: enough for retries, too few to flood a list. */
const MAX_COPIES = 64;

export type PreparedCredentials = { credentials: CredentialRow[]; issuance: FixedIssuance; person: PersonRow };

/** What is to be issued. */
export type PrepareOptions = {
  tenant: Tenant;
  issuanceId: string;
  caseId: string;
  configurationId: string;
  keys: readonly ProvenKey[];
  holderCommitment: string | undefined;
  /** Locks case and person for an act that may happen once: null when it happened before. */
  claim: (transaction: IssuerTransaction) => Promise<{ row: CaseRow; person: PersonRow } | null>;
  /** What that means to the caller. */
  used: () => IssuanceError;
  /** Called instead of issuing while the case is undecided or `wait` is set; durable with the consumption. */
  wait: boolean;
  defer: (transaction: IssuerTransaction) => Promise<void>;
};

/**
 * Everything durable that precedes signing, in one transaction: the nonce is consumed, the case must still allow
 * issuance, older copies are revoked and their anchor queued, and an intent row with a status index of its own is
 * written for each copy. A refusal undoes all of it, the nonce included.
 *
 * @returns null when the request has to wait
 * @throws {IssuanceError} the first rule that is broken
 */
export async function prepareCredentials(
  context: IssuerContext,
  options: PrepareOptions,
): Promise<PreparedCredentials | null> {
  const { tenant, configurationId } = options;
  return context.store.transaction(async (transaction) => {
    const now = context.clock.now();
    const claimed = await options.claim(transaction);
    if (claimed === null) throw options.used();
    const { row, person } = claimed;
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
    if (known.copies + options.keys.length > MAX_COPIES) {
      throw new IssuanceError('ERR_ISSUANCE_DENIED', 'This issuance has yielded enough copies.');
    }
    const fixed = isFixed(current)
      ? current
      : await fixRecord(context, { transaction, row, issuance: current, person });
    const issuance = bindCommitment({ issuance: fixed, holderCommitment: options.holderCommitment });
    if (issuance !== current) await transaction.saveIssuance(issuance);
    const bound =
      configurationId === CONFIGURATION_IDS.seal ? bindSeal(context, { ...options, issuance, person, now }) : person;
    const superseded = selectSuperseded({ existing, issuance, configurationId });
    if (superseded.length > 0) await revokeCredentials({ transaction, credentials: superseded, now });
    const credentials = await addIntents(context, { ...options, transaction, row, issuance, now });
    const [seal] = credentials;
    const saved =
      configurationId === CONFIGURATION_IDS.seal ? { ...bound, liveSealId: seal?.credentialId ?? null } : person;
    if (saved !== person) await transaction.savePerson(saved);
    await appendAudit({
      transaction,
      tenant: tenant.slug,
      at: now,
      actor: 'wallet',
      action: 'credential_intent',
      caseId: row.caseId,
      details: { configurationId, copies: credentials.length },
    });
    return { credentials, issuance, person: saved };
  });
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

/**
 * One live seal and one holder commitment a person. Another commitment than the last is a re-binding: visible in
 * slot 14, and not more often than the cool-down allows.
 */
function bindSeal(
  context: IssuerContext,
  options: PrepareOptions & { issuance: FixedIssuance; person: PersonRow; now: number },
): PersonRow {
  const { issuance, person, keys, now } = options;
  const { holderCommitment } = issuance;
  if (options.holderCommitment === undefined || holderCommitment === null) {
    throw new IssuanceError('ERR_ISSUANCE_COMMITMENT_MISSING', 'A seal needs the holder commitment in the key proof.');
  }
  if (keys.length !== 1) {
    throw new IssuanceError('ERR_ISSUANCE_REQUEST', 'There is one seal for each person: send one proof.');
  }
  if (person.holderCommitment === null || person.holderCommitment === holderCommitment) {
    return { ...person, holderCommitment };
  }
  if (person.reboundAt !== 0 && now < person.reboundAt + context.settings.rebindCooldownSeconds) {
    throw new IssuanceError('ERR_ISSUANCE_REBINDING_TOO_SOON', 'The last re-binding was too short a time ago.');
  }
  return { ...person, holderCommitment, reboundAt: now };
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
