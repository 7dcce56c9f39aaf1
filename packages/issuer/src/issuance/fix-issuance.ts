import { endOfDay } from '@postern/primitives';
import type { Assessment } from '@postern/protocol';

import { requirePerson } from '../case/case-standing.ts';
import { IssuanceError } from '../error.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, DecisionRow, IssuanceRow, PersonRow } from '../rows.ts';
import { createId } from '../vault/hash-token.ts';
import { assertApprovalStands, type StandingApproval } from './assert-approval-stands.ts';
import { buildPersonRecord } from './build-person-record.ts';

/** States in which credentials may be issued, and those in which a wallet can wait for them. */
const DECIDED: ReadonlySet<CaseRow['state']> = new Set(['approved', 'active']);
const UNDECIDED: ReadonlySet<CaseRow['state']> = new Set(['submitted', 'in_review', 'second_approval']);

/** Whether a case can be issued from now, later, or not at all. */
export function readIssuanceState(row: CaseRow): 'open' | 'waiting' | 'closed' {
  if (DECIDED.has(row.state)) return 'open';
  return UNDECIDED.has(row.state) ? 'waiting' : 'closed';
}

/** Opens an issuance for a case; its record is fixed at once where the case is decided, otherwise when it is. */
export async function addIssuance(
  context: IssuerContext,
  options: {
    transaction: IssuerTransaction;
    row: CaseRow;
    offerId: string;
    mayRebind: boolean;
    /** First issuance of a grant that goes on with this one. */
    predecessorId?: string;
  },
): Promise<IssuanceRow> {
  const { transaction, row, offerId, mayRebind, predecessorId = null } = options;
  const empty: IssuanceRow = {
    issuanceId: createId(context.random),
    tenant: row.tenant,
    caseId: row.caseId,
    personId: row.personId,
    offerId,
    sealedRecord: null,
    holderCommitment: null,
    validUntil: null,
    approvalHash: null,
    mayRebind,
    predecessorId,
    withdrawnAt: null,
    createdAt: context.clock.now(),
  };
  const issuance =
    readIssuanceState(row) === 'open' ? await fixNow(context, { transaction, row, issuance: empty }) : empty;
  await transaction.addIssuance(issuance);
  return issuance;
}

/** A case that does not stand as it was approved is left to the request for credentials, which raises the alarm. */
async function fixNow(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; row: CaseRow; issuance: IssuanceRow },
): Promise<IssuanceRow> {
  const { transaction, row, issuance } = options;
  const person = await requirePerson({ transaction, row });
  try {
    const standing = await assertApprovalStands(context, { transaction, row, person });
    return await fixRecord(context, { standing, issuance, person });
  } catch (error) {
    if (error instanceof IssuanceError && error.code === 'ERR_ISSUANCE_APPROVAL_BROKEN') return issuance;
    throw error;
  }
}

/** An issuance whose canonical record is fixed. */
export type FixedIssuance = IssuanceRow & { sealedRecord: Uint8Array; validUntil: number };

export function isFixed(issuance: IssuanceRow): issuance is FixedIssuance {
  return issuance.sealedRecord !== null && issuance.validUntil !== null;
}

/**
 * Fixes the canonical record that all credentials of one issuance are made from, so that every encoding states the
 * same values, whenever it is fetched. The caller stores the row.
 *
 * @throws {IssuanceError} the document ends too soon
 */
export async function fixRecord(
  context: IssuerContext,
  options: { standing: StandingApproval; issuance: IssuanceRow; person: PersonRow },
): Promise<FixedIssuance> {
  const { vault, clock, settings } = context;
  const { standing, issuance, person } = options;
  const { application, assessment, approval } = standing;
  const now = clock.now();
  const record = buildPersonRecord({ application, assessment, now, testData: settings.markTestData });
  return {
    ...issuance,
    sealedRecord: await vault.sealFor({
      ...person,
      context: `record:${issuance.issuanceId}`,
      plaintext: JSON.stringify(record),
    }),
    validUntil: hasDocumentException(assessment)
      ? computeExceptionalValidUntil(now)
      : computeValidUntil({ documentExpiresOn: application.document.expiresOn, now }),
    approvalHash: approval.decisionHash,
  };
}

/** The approval that the case stands on now. */
export async function findApproval(options: {
  transaction: IssuerTransaction;
  row: CaseRow;
}): Promise<DecisionRow | undefined> {
  const { transaction, row } = options;
  const decisions = await transaction.listDecisions(row.tenant, row.caseId);
  return decisions.findLast((decision) => decision.action === 'approve' && decision.state === 'made');
}

/** Two people signed that the document need not outlive the credential. */
function hasDocumentException(assessment: Assessment): boolean {
  return assessment.exceptions.some(
    ({ blocker }) => blocker === 'document_expired' || blocker === 'document_ends_too_soon',
  );
}

/** End of next month: long enough to bring a new document, short enough that somebody looks again. */
function computeExceptionalValidUntil(now: number): number {
  return startOfMonth(now, 2);
}

/** A credential is renewed within a year. */
const LONGEST_MONTHS = 12;

/**
 * The end of what is issued, a midnight between two months: that after the month twelve months ahead, or the last one
 * that the document lives to see. An exact second, or the document's own last day, would be a fingerprint. The end is
 * the first second that no longer counts, as `endOfDay` says: to people it is "valid until" the last day of the month.
 *
 * @param options.documentExpiresOn `YYYY-MM-DD`, the last day on which the document is valid; null: it names none
 * @param options.now unix seconds
 * @returns unix seconds
 * @throws {IssuanceError} `ERR_ISSUANCE_DENIED` the document ends before this month does, or has ended
 */
export function computeValidUntil(options: { documentExpiresOn: string | null; now: number }): number {
  const { documentExpiresOn, now } = options;
  const afterTwelveMonths = startOfMonth(now, LONGEST_MONTHS + 1);
  if (documentExpiresOn === null) return afterTwelveMonths;
  const outlivedByDocument = startOfMonth(endOfDay(documentExpiresOn));
  const validUntil = Math.min(afterTwelveMonths, outlivedByDocument);
  if (validUntil <= now) {
    throw new IssuanceError('ERR_ISSUANCE_DENIED', 'The identity document expires too soon to issue from it.');
  }
  return validUntil;
}

/** Midnight UTC at which a month began, unix seconds: the month that holds a moment, or a later one. */
function startOfMonth(unixSeconds: number, monthsLater = 0): number {
  const date = new Date(unixSeconds * 1000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + monthsLater, 1) / 1000;
}
