import { openApplication } from '../case/personal-data.ts';
import type { IssuerContext } from '../ports.ts';
import { computeIdentityTokens } from './compute-identity-tokens.ts';

/** Cases that one transaction takes. */
const BATCH = 100;

/** Makes the files of an earlier release findable: tokens are keyed, so no migration of the database can make them. */
export async function backfillIdentityTokens(context: IssuerContext): Promise<number> {
  let filled = 0;
  for (;;) {
    const added = await context.store.transaction(async (transaction) => {
      const rows = await transaction.listCasesWithoutTokens(BATCH);
      for (const row of rows) {
        const person = await transaction.findPerson(row.personId);
        if (person === null) continue;
        const application = await openApplication({ vault: context.vault, person, row });
        const tokens = await computeIdentityTokens({ vault: context.vault, application });
        await transaction.addIdentityTokens({ tenant: row.tenant, caseId: row.caseId, tokens });
      }
      return rows.length;
    });
    filled += added;
    if (added < BATCH) return filled;
  }
}
