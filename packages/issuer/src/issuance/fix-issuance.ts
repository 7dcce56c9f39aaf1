import { type PersonRecord, roundToEndOfMonth } from '@postern/credential';
import type { ApplicationData, Assessment } from '@postern/protocol';

import { openApplication } from '../case/personal-data.ts';
import { CaseError, IssuanceError } from '../error.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, IssuanceRow } from '../rows.ts';
import { createId } from '../vault/hash-token.ts';

/**
 * Fixes the canonical record that all credentials of one issuance are made from, so that every encoding states the
 * same values, whenever it is fetched.
 */
export async function fixIssuance(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; row: CaseRow; offerId: string },
): Promise<IssuanceRow> {
  const { vault, clock, random, settings } = context;
  const { transaction, row, offerId } = options;
  const person = await transaction.findPerson(row.personId);
  if (person === null || row.assessment === null) {
    throw new CaseError('ERR_DECISION_ASSESSMENT_MISSING', 'The case holds no assessment.');
  }
  const now = clock.now();
  const application = await openApplication({ vault, person, row });
  const decisions = await transaction.listDecisions(row.tenant, row.caseId);
  const approval = decisions.findLast((decision) => decision.action === 'approve' && decision.state === 'made');
  const record = buildPersonRecord({
    application,
    assessment: row.assessment,
    now,
    // The checks are as old as the approval: fetching credentials again makes them no younger.
    screenedAt: approval?.madeAt ?? row.submittedAt,
    testData: settings.markTestData,
  });
  const validUntil = computeValidUntil({ documentExpiresOn: application.document.expiresOn, now });
  const issuanceId = createId(random);
  const issuance: IssuanceRow = {
    issuanceId,
    tenant: row.tenant,
    caseId: row.caseId,
    personId: row.personId,
    offerId,
    sealedRecord: await vault.sealFor({
      ...person,
      context: `record:${issuanceId}`,
      plaintext: JSON.stringify(record),
    }),
    holderCommitment: null,
    validUntil,
    createdAt: now,
  };
  await transaction.addIssuance(issuance);
  return issuance;
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
  return { ...stated, ...assessment, testData, screenedAt, issuedAt: now, reboundAt: 0 };
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
