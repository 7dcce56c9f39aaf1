import { type PersonRecord, roundToEndOfMonth } from '@postern/credential';
import type { ApplicationData, Assessment } from '@postern/protocol';

import { openApplication, openAssessment } from '../case/personal-data.ts';
import { CaseError, IssuanceError } from '../error.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, DecisionRow, IssuanceRow, PersonRow } from '../rows.ts';
import { createId } from '../vault/hash-token.ts';

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
    readIssuanceState(row) === 'open'
      ? await fixRecord(context, {
          transaction,
          row,
          issuance: empty,
          person: await transaction.findPerson(row.personId),
        })
      : empty;
  await transaction.addIssuance(issuance);
  return issuance;
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
 * @throws {CaseError} the case holds no assessment
 * @throws {IssuanceError} the document ends too soon
 */
export async function fixRecord(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; row: CaseRow; issuance: IssuanceRow; person: PersonRow | null },
): Promise<FixedIssuance> {
  const { vault, clock, settings } = context;
  const { transaction, row, issuance, person } = options;
  const assessment =
    person === null ? null : await openAssessment({ vault, person, id: row.caseId, sealed: row.sealedAssessment });
  if (person === null || assessment === null) {
    throw new CaseError('ERR_DECISION_ASSESSMENT_MISSING', 'The case holds no assessment.');
  }
  const now = clock.now();
  const application = await openApplication({ vault, person, row });
  const approval = await findApproval({ transaction, row });
  const record = buildPersonRecord({
    application,
    assessment,
    now,
    // The checks are as old as the approval: fetching credentials again makes them no younger.
    screenedAt: approval?.madeAt ?? row.submittedAt,
    testData: settings.markTestData,
  });
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
    approvalHash: approval?.decisionHash ?? null,
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

function buildPersonRecord(options: {
  application: ApplicationData;
  assessment: Assessment;
  now: number;
  screenedAt: number;
  testData: boolean;
}): PersonRecord {
  const { application, assessment, now, screenedAt, testData } = options;
  const { email: _email, ...stated } = application;
  const { assurance, diligence, flags, residenceSubdivision } = assessment;
  return {
    ...stated,
    assurance,
    diligence,
    flags,
    residenceSubdivision,
    testData,
    screenedAt,
    issuedAt: now,
    reboundAt: 0,
  };
}

/** Two people signed that the document need not outlive the credential. */
function hasDocumentException(assessment: Assessment): boolean {
  return assessment.exceptions.some(
    ({ blocker }) => blocker === 'document_expired' || blocker === 'document_ends_too_soon',
  );
}

/** End of next month: long enough to bring a new document, short enough that somebody looks again. */
function computeExceptionalValidUntil(now: number): number {
  const date = new Date(now * 1000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 2, 1) / 1000 - 1;
}

/**
 * End of the month of the earlier of twelve months from now and the document's expiry, never past the document: an
 * exact second would be a fingerprint.
 *
 * @throws {IssuanceError} the document expires before the end of any month that could be stated
 */
export function computeValidUntil(options: { documentExpiresOn: string; now: number }): number {
  const { documentExpiresOn, now } = options;
  const documentEnd = Date.parse(`${documentExpiresOn}T23:59:59Z`) / 1000;
  const date = new Date(now * 1000);
  const inTwelveMonths = Date.UTC(date.getUTCFullYear() + 1, date.getUTCMonth(), 1) / 1000;
  const earlier = Math.min(inTwelveMonths, documentEnd);
  const rounded = roundToEndOfMonth(earlier);
  const validUntil = rounded <= documentEnd ? rounded : endOfMonthBefore(earlier);
  if (validUntil <= now) {
    throw new IssuanceError('ERR_ISSUANCE_DENIED', 'The identity document expires too soon to issue from it.');
  }
  return validUntil;
}

function endOfMonthBefore(unixSeconds: number): number {
  const date = new Date(unixSeconds * 1000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 1000 - 1;
}
