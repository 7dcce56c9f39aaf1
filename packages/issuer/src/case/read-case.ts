import type { ApplicationData, CaseDetail, CaseEvent, CaseList, CaseState, CaseSummary } from '@postern/protocol';

import { CaseError } from '../error.ts';
import { describeOffer } from '../offer/read-offer-state.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, CredentialRow, StaffRow } from '../rows.ts';
import { listAllowedActions } from './case-transitions.ts';
import { openApplication } from './personal-data.ts';

/** A tenant's cases, newest change first, with how many stand in each state. */
export async function listCases(
  context: IssuerContext,
  options: { tenant: string; state: CaseState | undefined },
): Promise<CaseList> {
  const { store, vault } = context;
  return store.transaction(async (transaction) => {
    const rows = await transaction.listCases(options.tenant, options.state);
    const cases: CaseSummary[] = [];
    const persons = await transaction.listPersons([...new Set(rows.map((row) => row.personId))]);
    const byId = new Map(persons.map((person) => [person.personId, person]));
    for (const row of rows) {
      const person = byId.get(row.personId);
      if (person !== undefined) cases.push(summarise(row, await openApplication({ vault, person, row })));
    }
    return { cases, counts: await transaction.countCases(options.tenant) };
  });
}

/** Everything about one case. @throws {CaseError} `ERR_CASE_UNKNOWN`, also for another tenant's case */
export async function readCase(
  context: IssuerContext,
  options: { tenant: string; caseId: string; staff: StaffRow },
): Promise<CaseDetail> {
  const { store, vault, clock, settings } = context;
  const { tenant, caseId, staff } = options;
  return store.transaction(async (transaction) => {
    const row = await transaction.findCase(tenant, caseId);
    const person = row === null ? null : await transaction.findPerson(row.personId);
    if (row === null || person === null) throw new CaseError('ERR_CASE_UNKNOWN', 'There is no such case.');
    const application = await openApplication({ vault, person, row });
    const members = await transaction.listStaff(tenant);
    const names = new Map(members.map((member) => [member.staffId, member.name]));
    const nameOf = (staffId: string | null) => (staffId === null ? undefined : (names.get(staffId) ?? staffId));
    const proposedBy = nameOf(row.proposerId);
    const approvedBy = nameOf(row.approverId);
    const offer = await transaction.findLatestOffer(tenant, caseId);
    const credential = await describeCredential({ transaction, row });
    return {
      ...summarise(row, application),
      application,
      ...(row.assessment === null ? {} : { assessment: row.assessment }),
      ...(proposedBy === undefined ? {} : { proposedBy }),
      ...(approvedBy === undefined ? {} : { approvedBy }),
      events: await listEvents(context, { transaction, row, names }),
      actions: listAllowedActions({ ...row, staff }),
      ...(offer === null ? {} : { offer: await describeOffer({ offer, now: clock.now(), settings, vault }) }),
      ...(credential === undefined ? {} : { credential }),
    };
  });
}

function summarise(row: CaseRow, application: ApplicationData): CaseSummary {
  return {
    caseId: row.caseId,
    displayName: application.latinName ?? `${application.givenName} ${application.familyName}`.trim(),
    state: row.state,
    nationalities: application.nationalities,
    residence: application.residence,
    submittedAt: row.submittedAt,
    updatedAt: row.updatedAt,
  };
}

async function listEvents(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; row: CaseRow; names: ReadonlyMap<string, string> },
): Promise<CaseEvent[]> {
  const { transaction, row, names } = options;
  const entries = await transaction.listAudit(row.tenant, { caseId: row.caseId });
  const decisions = await transaction.listDecisions(row.tenant, row.caseId);
  const person = await transaction.findPerson(row.personId);
  const events: CaseEvent[] = [];
  for (const entry of entries) {
    const decision = decisions.find((candidate) => candidate.decisionHash === entry.details.decisionHash);
    const actor = names.get(entry.actor);
    const note =
      person === null || !decision?.sealedReason
        ? undefined
        : await context.vault.openFor({
            ...person,
            context: `reason:${decision.decisionHash}`,
            sealed: decision.sealedReason,
          });
    events.push({
      at: entry.at,
      kind: entry.action,
      ...(actor === undefined ? {} : { actor }),
      ...(note === undefined ? {} : { note }),
    });
  }
  return events;
}

async function describeCredential(options: {
  transaction: IssuerTransaction;
  row: CaseRow;
}): Promise<CaseDetail['credential'] | undefined> {
  const { transaction, row } = options;
  const credentials = await transaction.listCredentials({ tenant: row.tenant, caseId: row.caseId });
  const newest = credentials.findLast((credential) => credential.state === 'issued');
  if (newest === undefined) return undefined;
  const last = await transaction.findLatestAnchor(row.tenant, newest.listId);
  const anchored = last === null || last.state === 'confirmed';
  return {
    ...(newest.issuedAt === null ? {} : { issuedAt: newest.issuedAt }),
    validUntil: newest.validUntil,
    status: statusOf(newest),
    anchored,
    ...(last?.transactionHash ? { anchorTransaction: last.transactionHash } : {}),
  };
}

function statusOf(credential: CredentialRow): 'valid' | 'suspended' | 'revoked' {
  if (credential.revokedAt !== null) return 'revoked';
  return credential.suspendedAt === null ? 'valid' : 'suspended';
}
