import type { CaseList, CaseState } from '@postern/protocol';

import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow } from '../rows.ts';
import { readCaseCursor, writeCaseCursor } from './case-cursor.ts';
import { displayName } from './display-name.ts';
import { openApplication } from './personal-data.ts';
import { EMERGENCY_BOUND_SECONDS, summariseCase } from './summarise-case.ts';

/**
 * A page of a tenant's cases, newest change first, with how many stand in each state and which emergencies nobody
 * settled.
 *
 * @param options.after `next` of the page before
 * @throws {CaseError} `ERR_CASE_CURSOR` `after` is none of ours
 */
export async function listCases(
  context: IssuerContext,
  options: { tenant: string; state: CaseState | undefined; limit: number; after?: string | undefined },
): Promise<CaseList> {
  const { tenant, state, limit } = options;
  const after = options.after === undefined ? undefined : readCaseCursor(options.after);
  const now = context.clock.now();
  return context.store.transaction(async (transaction) => {
    // One more than is shown says whether there is another page.
    const found = await transaction.listCases(tenant, { state, limit: limit + 1, after });
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const overdue = await transaction.listEmergenciesBefore(tenant, now - EMERGENCY_BOUND_SECONDS);
    const opened = await openCases(context, { transaction, rows: [...rows, ...overdue] });
    const members = await transaction.listStaff(tenant);
    const names = new Map(members.map((member) => [member.staffId, member.name]));
    const copies = await transaction.listNewestCredentials(rows.map((row) => row.caseId));
    const newest = new Map(copies.map((copy) => [copy.caseId, copy]));
    return {
      cases: rows.flatMap((row) => {
        const application = opened.get(row.caseId);
        if (application === undefined) return [];
        return [summariseCase({ row, application, names, newest: newest.get(row.caseId), now })];
      }),
      ...(last === undefined ? {} : { next: writeCaseCursor(last) }),
      counts: await transaction.countCases(tenant),
      overdueEmergencies: overdue.flatMap((row) => {
        const application = opened.get(row.caseId);
        const since = row.emergencySince;
        if (application === undefined || since === null) return [];
        return [{ caseId: row.caseId, displayName: displayName(application), since }];
      }),
    };
  });
}

async function openCases(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; rows: readonly CaseRow[] },
) {
  const { transaction, rows } = options;
  const persons = await transaction.listPersons([...new Set(rows.map((row) => row.personId))]);
  const byId = new Map(persons.map((person) => [person.personId, person]));
  const opened = new Map<string, Awaited<ReturnType<typeof openApplication>>>();
  for (const row of rows) {
    const person = byId.get(row.personId);
    if (person === undefined || opened.has(row.caseId)) continue;
    opened.set(row.caseId, await openApplication({ vault: context.vault, person, row }));
  }
  return opened;
}
