import type { ApplicationData, CaseSummary } from '@postern/protocol';

import type { CaseRow, CredentialRow } from '../rows.ts';
import { displayName } from './display-name.ts';

/** An emergency suspension that two people have not confirmed or lifted by then is overdue, seconds. */
export const EMERGENCY_BOUND_SECONDS = 86_400;

/** A case as a line of a list. */
export function summariseCase(options: {
  row: CaseRow;
  application: ApplicationData;
  /** Names of the bank's staff by id. */
  names: ReadonlyMap<string, string>;
  newest: CredentialRow | undefined;
  now: number;
}): CaseSummary {
  const { row, application, names, newest, now } = options;
  const staffOf = (staffId: string) => ({ staffId, name: names.get(staffId) ?? staffId });
  return {
    caseId: row.caseId,
    displayName: displayName(application),
    state: row.state,
    ...(newest === undefined ? {} : { credentialStatus: describeStatus({ row, credential: newest }) }),
    nationalities: application.nationalities,
    residence: application.residence,
    submittedAt: row.submittedAt,
    updatedAt: row.updatedAt,
    ...(row.reviewerId === null ? {} : { reviewer: staffOf(row.reviewerId) }),
    ...(row.proposerId === null ? {} : { proposer: staffOf(row.proposerId) }),
    ...(row.pendingMeasure === null || row.measureBy === null || row.measureAt === null
      ? {}
      : {
          measure: {
            measure: row.pendingMeasure,
            proposedBy: staffOf(row.measureBy),
            proposedAt: row.measureAt,
          },
        }),
    ...(row.emergencySince === null || row.emergencyBy === null
      ? {}
      : {
          emergency: {
            since: row.emergencySince,
            by: staffOf(row.emergencyBy),
            overdue: row.emergencySince + EMERGENCY_BOUND_SECONDS <= now,
          },
        }),
  };
}

/** State of the newest credential; one that is revoked while its case goes on was replaced by another file's. */
export function describeStatus(options: {
  row: CaseRow;
  credential: CredentialRow;
}): NonNullable<CaseSummary['credentialStatus']> {
  const { row, credential } = options;
  if (credential.revokedAt !== null) return row.state === 'revoked' ? 'revoked' : 'replaced';
  return credential.suspendedAt === null ? 'valid' : 'suspended';
}
