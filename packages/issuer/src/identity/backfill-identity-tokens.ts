import { ifReadable } from '../case/if-readable.ts';
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
        if (person === null) {
          context.onUnreadable({ table: 'person', id: row.personId });
          await transaction.addIdentityTokens({
            tenant: row.tenant,
            caseId: row.caseId,
            tokens: [`none:${row.caseId}`],
          });
          continue;
        }
        const unreadable = { table: 'kyc_case', id: row.caseId };
        const application = await ifReadable(context, unreadable, () =>
          openApplication({ vault: context.vault, person, row }),
        );
        const tokens = application === null ? [] : await computeIdentityTokens({ vault: context.vault, application });
        // A name and a document number without letters or digits have no token; the row says that it was looked at.
        const marked = tokens.length === 0 ? [`none:${row.caseId}`] : tokens;
        await transaction.addIdentityTokens({ tenant: row.tenant, caseId: row.caseId, tokens: marked });
      }
      return rows.length;
    });
    filled += added;
    if (added < BATCH) return filled;
  }
}
