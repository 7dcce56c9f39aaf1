import { openApplication } from '../case/personal-data.ts';
import { queueMail } from '../mail/queue-mail.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, CopyRow, IssuanceRow, PersonRow, RebindingRow, Tenant } from '../rows.ts';
import { setSuspended } from '../status/change-status.ts';
import { issuerIdentifier } from '../tenant/issuer-identifier.ts';
import { createId, createToken, hashToken } from '../vault/hash-token.ts';
import { writeRebindingMail } from './rebinding-mail.ts';
import { writeToFiles } from './write-to-files.ts';

type StartOptions = {
  transaction: IssuerTransaction;
  tenant: Tenant;
  row: CaseRow;
  holder: PersonRow;
  issuance: IssuanceRow;
  /** What the other wallet holds. */
  foreign: readonly CopyRow[];
  now: number;
};

/**
 * Begins a re-binding: what the other wallet holds is suspended, its holder is told at the contact on file, and both
 * files say so, in the caller's transaction.
 */
export async function startRebinding(context: IssuerContext, options: StartOptions): Promise<void> {
  const { random, settings } = context;
  const { transaction, tenant, row, holder, issuance, foreign, now } = options;
  const token = createToken(random);
  const rebinding: RebindingRow = {
    rebindingId: createId(random),
    tenant: tenant.slug,
    caseId: row.caseId,
    issuanceId: issuance.issuanceId,
    personId: holder.personId,
    approvalHash: issuance.approvalHash,
    credentialIds: foreign.map(({ credentialId }) => credentialId),
    oldCaseIds: [...new Set(foreign.map(({ caseId }) => caseId))].toSorted(),
    state: 'waiting',
    tokenHash: await hashToken(token),
    startedAt: now,
    dueAt: now + settings.rebindingDelaySeconds,
    endedAt: null,
  };
  await transaction.addRebinding(rebinding);
  const running = foreign.filter(({ suspendedAt }) => suspendedAt === null);
  await setSuspended({ transaction, credentials: running, suspendedAt: now, now });
  await writeToFiles({ transaction, rebinding, action: 'rebinding_started', actor: 'wallet', at: now });
  const link = `${issuerIdentifier({ settings, tenant: tenant.slug })}/rebinding/${rebinding.rebindingId}#${token}`;
  for (const caseId of rebinding.oldCaseIds) await tellHolder(context, { ...options, rebinding, caseId, link });
}

/** Writes the message to the contact that the older file has; a file without one says that nobody was told. */
async function tellHolder(
  context: IssuerContext,
  options: StartOptions & { rebinding: RebindingRow; caseId: string; link: string },
): Promise<void> {
  const { transaction, tenant, rebinding, caseId, link, now } = options;
  const old = await transaction.findCase(tenant.slug, caseId);
  const person = old === null ? null : await transaction.findPerson(old.personId);
  if (old === null || person === null) return;
  const { email } = await openApplication({ vault: context.vault, person, row: old });
  if (email === undefined || context.mailer === null) {
    const entry = { transaction, rebinding, oldCaseIds: [caseId], actor: 'system', at: now };
    await writeToFiles({ ...entry, action: 'rebinding_not_told' });
    return;
  }
  await queueMail(context, {
    transaction,
    person,
    caseId,
    otherCaseId: rebinding.caseId,
    sentAction: 'rebinding_told',
    to: email,
    ...writeRebindingMail({ bankName: tenant.name, link, startedAt: now, dueAt: rebinding.dueAt }),
    now,
  });
}
