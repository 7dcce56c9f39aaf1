import { countryNumeric, nationalityNumeric } from '@postern/credential';
import {
  canonicalizeJson,
  dateNumberFromIso,
  dateNumberFromUnixSeconds,
  endOfDay,
  type JsonValue,
} from '@postern/primitives';
import type { ApplicationData, ApplicationReceipt } from '@postern/protocol';

import { appendAudit } from '../audit/append-audit.ts';
import { CaseError } from '../error.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { PersonRow } from '../rows.ts';
import { computePersonTags } from '../vault/compute-person-tags.ts';
import { createId, createToken, hashToken } from '../vault/hash-token.ts';
import { sealApplication } from './personal-data.ts';

/** Oldest birth year that is taken for a living applicant's. */
const FIRST_BIRTH_DATE = 19_000_101;

/**
 * Takes an application in: recognises the person by keyed tags, stores the data sealed under the person's own key and
 * opens a case.
 *
 * @throws {CaseError} an expired document or an impossible birth date
 * @throws {CountryError} an unknown country, or a special nationality as a country
 */
export async function submitApplication(
  context: IssuerContext,
  options: { tenant: string; application: ApplicationData },
): Promise<ApplicationReceipt> {
  const { store, vault, clock, random } = context;
  const { tenant, application } = options;
  const now = clock.now();
  assertApplicationPlausible(application, now);
  const tags = await computePersonTags({ vault, application });
  const caseId = createId(random);
  const statusToken = createToken(random);
  const statusTokenHash = await hashToken(statusToken);
  const applicationHash = await vault.digest('application', canonicalizeJson(application as unknown as JsonValue));
  await store.transaction(async (transaction) => {
    const person = await findOrAddPerson(context, { transaction, tenant, tags, now });
    await transaction.addCase({
      caseId,
      tenant,
      personId: person.personId,
      state: 'submitted',
      version: 1,
      sealedApplication: await sealApplication({ vault, person, caseId, application }),
      applicationHash,
      assessment: null,
      proposalHash: null,
      proposerId: null,
      approverId: null,
      statusTokenHash,
      submittedAt: now,
      updatedAt: now,
    });
    await appendAudit({
      transaction,
      tenant,
      at: now,
      actor: 'applicant',
      action: person.known ? 'case_submitted_by_known_person' : 'case_submitted',
      caseId,
    });
  });
  return { applicationId: caseId, statusToken };
}

async function findOrAddPerson(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; tenant: string; tags: readonly string[]; now: number },
): Promise<PersonRow & { known: boolean }> {
  const { transaction, tenant, tags, now } = options;
  // Only looked up: anybody can write anything into an application. Tags become a person's with the approval.
  const known = await transaction.findPersonByTags(tenant, tags);
  if (known !== null) return { ...known, known: true };
  const personId = createId(context.random);
  const person: PersonRow = {
    personId,
    tenant,
    wrappedDataKey: await context.vault.createDataKey(personId),
    holderCommitment: null,
    liveSealId: null,
    reboundAt: 0,
  };
  await transaction.addPerson({ ...person, createdAt: now });
  return { ...person, known: false };
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
  if (now >= endOfDay(document.expiresOn)) {
    throw new CaseError('ERR_APPLICATION_DOCUMENT_EXPIRED', 'The identity document has expired.');
  }
}
