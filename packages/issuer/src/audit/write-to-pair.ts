import { type AppendAuditOptions, appendAudit } from './append-audit.ts';

/** Writes one event into two files, each naming the other; into one file where there is no other. */
export async function writeToPair(
  options: AppendAuditOptions & { caseId: string; otherCaseId: string | null },
): Promise<void> {
  const { otherCaseId, ...entry } = options;
  const { caseId, details } = entry;
  if (otherCaseId === null || otherCaseId === caseId) {
    await appendAudit(entry);
    return;
  }
  await appendAudit({ ...entry, details: { ...details, otherCaseId } });
  await appendAudit({ ...entry, caseId: otherCaseId, details: { ...details, otherCaseId: caseId } });
}
