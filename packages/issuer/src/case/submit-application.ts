import { countryNumeric, nationalityNumeric } from '@postern/credential';
import { dateNumberFromIso, dateNumberFromUnixSeconds, endOfDay } from '@postern/primitives';
import type { ApplicationData, ApplicationReceipt } from '@postern/protocol';

import { appendAudit } from '../audit/append-audit.ts';
import { CaseError } from '../error.ts';
import { computeIdentityTokens } from '../identity/compute-identity-tokens.ts';
import type { Once } from '../idempotency/run-once.ts';
import type { IssuerContext } from '../ports.ts';
import type { PersonRow } from '../rows.ts';
import { createId, createToken, hashToken } from '../vault/hash-token.ts';
import { digestApplication } from './digest-application.ts';
import { sealApplication } from './personal-data.ts';

/** Oldest birth year that is taken for a living applicant's. */
const FIRST_BIRTH_DATE = 19_000_101;

/**
 * Takes an application in as a file of its own, under a data key of its own. Whether it is somebody whom the bank knows
 * is for two people to say: the keyed tokens stored with it only let them find the other files.
 *
 * @throws {CaseError} an expired document or an impossible birth date
 * @throws {CountryError} an unknown country, or a special nationality as a country
 */
export async function submitApplication(
  context: IssuerContext,
  options: { tenant: string; application: ApplicationData; once?: Once | undefined },
): Promise<ApplicationReceipt> {
  const { store, vault, clock, random } = context;
  const { tenant, application } = options;
  const now = clock.now();
  assertApplicationPlausible(application, now);
  const tokens = await computeIdentityTokens({ vault, application });
  const caseId = createId(random);
  const personId = createId(random);
  const statusToken = createToken(random);
  const statusTokenHash = await hashToken(statusToken);
  const applicationHash = await digestApplication({ vault, application });
  const person: PersonRow = {
    personId,
    tenant,
    wrappedDataKey: await vault.createDataKey(personId),
    mergedInto: null,
    holderCommitment: null,
    liveSealId: null,
    reboundAt: 0,
    createdAt: now,
  };
  await store.transaction(async (transaction) => {
    await options.once?.keep(transaction, { applicationId: caseId, statusToken });
    await transaction.addPerson(person);
    await transaction.addCase({
      caseId,
      tenant,
      personId,
      state: 'submitted',
      version: 1,
      sealedApplication: await sealApplication({ vault, person, caseId, application }),
      applicationHash,
      sealedAssessment: null,
      reviewerId: null,
      proposalHash: null,
      proposerId: null,
      approverId: null,
      pendingMeasure: null,
      measureHash: null,
      measureBy: null,
      measureAt: null,
      emergencySince: null,
      emergencyBy: null,
      statusTokenHash,
      submittedAt: now,
      updatedAt: now,
    });
    await transaction.addIdentityTokens({ tenant, caseId, tokens });
    await appendAudit({ transaction, tenant, at: now, actor: 'applicant', action: 'case_submitted', caseId });
  });
  return { applicationId: caseId, statusToken };
}

function assertApplicationPlausible(application: ApplicationData, now: number): void {
  const { nationalities, residence, taxResidence, document } = application;
  for (const code of [...nationalities, document.issuingCountry]) nationalityNumeric(code);
  for (const code of [residence, ...(taxResidence === undefined ? [] : [taxResidence])]) countryNumeric(code);
  const today = dateNumberFromUnixSeconds(now);
  const birthDate = dateNumberFromIso(application.birthDate);
  if (birthDate > today || birthDate < FIRST_BIRTH_DATE) {
    throw new CaseError('ERR_APPLICATION_BIRTH_DATE', 'The birth date cannot be that of a living person.');
  }
  if (document.expiresOn !== null && now >= endOfDay(document.expiresOn)) {
    throw new CaseError('ERR_APPLICATION_DOCUMENT_EXPIRED', 'The identity document has expired.');
  }
}
