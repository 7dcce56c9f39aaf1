import type { CaseEvent } from '@postern/protocol';

import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, PersonRow } from '../rows.ts';
import { ifReadable } from './if-readable.ts';
import { openReason } from './personal-data.ts';

/** The life of a case, oldest first, with the reasons that staff gave. */
export async function listEvents(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; row: CaseRow; person: PersonRow; names: ReadonlyMap<string, string> },
): Promise<CaseEvent[]> {
  const { transaction, row, person, names } = options;
  const entries = await transaction.listAudit(row.tenant, { caseId: row.caseId });
  const decisions = await transaction.listDecisions(row.tenant, row.caseId);
  const byHash = new Map(decisions.map((decision) => [decision.decisionHash, decision]));
  const events: CaseEvent[] = [];
  for (const entry of entries) {
    const decision = byHash.get(String(entry.details.decisionHash));
    const actor = names.get(entry.actor);
    const note =
      decision === undefined
        ? null
        : await ifReadable(context, { table: 'decision', id: decision.decisionHash }, () =>
            openReason({ vault: context.vault, person, decision }),
          );
    const other = entry.details.otherCaseId;
    events.push({
      at: entry.at,
      kind: entry.action,
      ...(actor === undefined ? {} : { actor }),
      ...(note === null ? {} : { note }),
      ...(typeof other === 'string' && other !== '' ? { otherCaseId: other } : {}),
    });
  }
  return events;
}
