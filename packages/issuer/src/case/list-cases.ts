import { type ApplicationData, type CaseList, type CaseState, zCaseState, zCaseSummary } from '@postern/protocol';

import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow } from '../rows.ts';
import { readCaseCursor, writeCaseCursor } from './case-cursor.ts';
import { displayName } from './display-name.ts';
import { ifReadable } from './if-readable.ts';
import { openApplication } from './personal-data.ts';
import { EMERGENCY_BOUND_SECONDS, summariseCase } from './summarise-case.ts';

/**
 * A page of a tenant's cases, newest change first, with how many stand in each state and which emergencies nobody
 * settled. Cases that cannot be read are named apart.
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
    const members = await transaction.listStaff(tenant, { alsoRemoved: true });
    const names = new Map(members.map((member) => [member.staffId, member.name]));
    const copies = await transaction.listNewestCredentials(rows.map((row) => row.caseId));
    const newest = new Map(copies.map((copy) => [copy.caseId, copy]));
    const cases: CaseList['cases'] = [];
    const unreadable: CaseList['unreadable'] = [];
    for (const row of rows) {
      const { caseId } = row;
      const application = opened.get(caseId) ?? null;
      const summary =
        application === null
          ? null
          : await ifReadable(context, { table: 'kyc_case', id: caseId }, () =>
              zCaseSummary.parse(summariseCase({ row, application, names, newest: newest.get(caseId), now })),
            );
      if (summary === null) unreadable.push({ caseId });
      else cases.push(summary);
    }
    const counts = Object.entries(await transaction.countCases(tenant));
    return {
      cases,
      unreadable,
      ...(last === undefined ? {} : { next: writeCaseCursor(last) }),
      counts: Object.fromEntries(counts.filter(([known]) => zCaseState.safeParse(known).success)),
      overdueEmergencies: overdue.flatMap((row) => {
        const application = opened.get(row.caseId) ?? null;
        const since = row.emergencySince;
        if (application === null || since === null) return [];
        return [{ caseId: row.caseId, displayName: displayName(application), since }];
      }),
    };
  });
}

async function openCases(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; rows: readonly CaseRow[] },
): Promise<Map<string, ApplicationData | null>> {
  const { transaction, rows } = options;
  const persons = await transaction.listPersons([...new Set(rows.map((row) => row.personId))]);
  const byId = new Map(persons.map((person) => [person.personId, person]));
  const opened = new Map<string, ApplicationData | null>();
  for (const row of rows) {
    if (opened.has(row.caseId)) continue;
    const person = byId.get(row.personId);
    if (person === undefined) context.onUnreadable({ table: 'person', id: row.personId });
    const unreadable = { table: 'kyc_case', id: row.caseId };
    const application =
      person === undefined
        ? null
        : await ifReadable(context, unreadable, () => openApplication({ vault: context.vault, person, row }));
    opened.set(row.caseId, application);
  }
  return opened;
}
