import { CONFIGURATION_IDS } from '@postern/protocol';
import { STATUS_LIST_SIZE } from '@postern/primitives';

import { appendAudit } from '../audit/append-audit.ts';
import { IssuanceError } from '../error.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CredentialRow, IssuanceRow, PersonRow, Tenant } from '../rows.ts';
import { revokeCredentials } from '../status/change-status.ts';
import { createId, hashToken } from '../vault/hash-token.ts';
import type { VerifiedKeyProofs } from './verify-key-proofs.ts';

/** Copies that one issuance may yield over all requests: enough for retries, too few to flood a list. */
const MAX_COPIES = 64;

export type PreparedCredentials = { credentials: CredentialRow[]; issuance: IssuanceRow; person: PersonRow };

/**
 * Everything durable that precedes signing, in one transaction: the nonce is consumed, the case must still allow
 * issuance, older copies are revoked and their anchor queued, and an intent row with a status index of its own is
 * written for each copy. A refusal undoes all of it, the nonce included.
 *
 * @throws {IssuanceError} the first rule that is broken
 */
export async function prepareCredentials(
  context: IssuerContext,
  options: { tenant: Tenant; issuance: IssuanceRow; configurationId: string; proofs: VerifiedKeyProofs },
): Promise<PreparedCredentials> {
  const { store, clock, random } = context;
  const { tenant, configurationId, proofs } = options;
  const nonceHash = await hashToken(proofs.nonce);
  return store.transaction(async (transaction) => {
    const now = clock.now();
    if (!(await transaction.takeProofNonce({ tenant: tenant.slug, nonceHash, now }))) {
      throw new IssuanceError('ERR_ISSUANCE_NONCE', 'The nonce is unknown, used or stale.');
    }
    const row = await transaction.lockCase(tenant.slug, options.issuance.caseId);
    if (row === null || (row.state !== 'approved' && row.state !== 'active')) {
      throw new IssuanceError('ERR_ISSUANCE_DENIED', 'The case does not allow issuance.');
    }
    const person = await transaction.lockPerson(row.personId);
    const current = await transaction.findIssuance(options.issuance.issuanceId);
    if (person === null || current === null) throw new IssuanceError('ERR_ISSUANCE_DENIED', 'The person is gone.');
    const existing = await transaction.listCredentials({ tenant: tenant.slug, personId: person.personId });
    if (existing.filter((copy) => copy.issuanceId === current.issuanceId).length + proofs.keys.length > MAX_COPIES) {
      throw new IssuanceError('ERR_ISSUANCE_DENIED', 'This issuance has yielded enough copies.');
    }
    const issuance = await bindCommitment({ transaction, issuance: current, proofs });
    const bound =
      configurationId === CONFIGURATION_IDS.seal ? await bindSeal(context, { issuance, person, proofs, now }) : person;
    await revokeCredentials({
      transaction,
      credentials: selectSuperseded({ existing, issuance, configurationId }),
      now,
    });

    const notificationId = createId(random);
    const credentials: CredentialRow[] = [];
    for (const key of proofs.keys) {
      credentials.push(
        await addIntent(context, {
          transaction,
          row: {
            credentialId: createId(random),
            tenant: tenant.slug,
            issuanceId: issuance.issuanceId,
            caseId: row.caseId,
            personId: person.personId,
            configurationId,
            listId: tenant.listId,
            keyThumbprint: key.thumbprint,
            state: 'intent',
            revokedAt: null,
            suspendedAt: null,
            validUntil: issuance.validUntil,
            createdAt: now,
            issuedAt: null,
            notificationId,
            notification: null,
          },
        }),
      );
    }
    const [seal] = credentials;
    const saved =
      configurationId === CONFIGURATION_IDS.seal ? { ...bound, liveSealId: seal?.credentialId ?? null } : bound;
    await transaction.savePerson(saved);
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
async function bindCommitment(options: {
  transaction: IssuerTransaction;
  issuance: IssuanceRow;
  proofs: VerifiedKeyProofs;
}): Promise<IssuanceRow> {
  const { transaction, issuance, proofs } = options;
  const { holderCommitment } = proofs;
  if (holderCommitment === undefined || holderCommitment === issuance.holderCommitment) return issuance;
  if (issuance.holderCommitment !== null) {
    throw new IssuanceError('ERR_ISSUANCE_COMMITMENT_DIFFERS', 'This issuance is bound to another commitment.');
  }
  const bound = { ...issuance, holderCommitment };
  await transaction.saveIssuance(bound);
  return bound;
}

/**
 * One live seal and one holder commitment a person. Another commitment than the last is a re-binding: visible in
 * slot 14, and not more often than the cool-down allows.
 */
async function bindSeal(
  context: IssuerContext,
  options: { issuance: IssuanceRow; person: PersonRow; proofs: VerifiedKeyProofs; now: number },
): Promise<PersonRow> {
  const { issuance, person, proofs, now } = options;
  const { holderCommitment } = issuance;
  if (proofs.holderCommitment === undefined || holderCommitment === null) {
    throw new IssuanceError('ERR_ISSUANCE_COMMITMENT_MISSING', 'A seal needs the holder commitment in the key proof.');
  }
  if (proofs.keys.length !== 1) {
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
  existing: readonly CredentialRow[];
  issuance: IssuanceRow;
  configurationId: string;
}): CredentialRow[] {
  const { existing, issuance, configurationId } = options;
  const isSeal = configurationId === CONFIGURATION_IDS.seal;
  return existing.filter((copy) => {
    if (copy.revokedAt !== null) return false;
    if (copy.configurationId === CONFIGURATION_IDS.seal) return isSeal;
    return copy.issuanceId !== issuance.issuanceId;
  });
}

/** Draws random indexes until one is free. */
async function addIntent(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; row: Omit<CredentialRow, 'statusIndex'> },
): Promise<CredentialRow> {
  for (let attempt = 0; attempt < 32; attempt += 1) {
    const [a, b, c] = context.random.bytes(3) as Uint8Array & [number, number, number];
    const row = { ...options.row, statusIndex: ((a << 16) | (b << 8) | c) % STATUS_LIST_SIZE };
    if (await options.transaction.addCredentialIntent(row)) return row;
  }
  throw new IssuanceError('ERR_ISSUANCE_DENIED', 'The status list is full.');
}
