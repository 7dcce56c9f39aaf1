import type { ApplicationData, Assessment } from '@postern/protocol';

import type { Vault } from '../vault/create-vault.ts';
import type { CaseRow, PersonRow } from '../rows.ts';

/** Opens a case's application with its person's data key. @throws {VaultError} the data was moved or the key is gone */
export async function openApplication(options: {
  vault: Vault;
  person: PersonRow;
  row: CaseRow;
}): Promise<ApplicationData> {
  const { vault, person, row } = options;
  const text = await vault.openFor({ ...person, context: `application:${row.caseId}`, sealed: row.sealedApplication });
  return JSON.parse(text) as ApplicationData;
}

export async function sealApplication(options: {
  vault: Vault;
  person: PersonRow;
  caseId: string;
  application: ApplicationData;
}): Promise<Uint8Array> {
  const { vault, person, caseId, application } = options;
  return vault.sealFor({ ...person, context: `application:${caseId}`, plaintext: JSON.stringify(application) });
}

type SealedFor = { vault: Vault; person: PersonRow; id: string };

/** Opens an assessment that was sealed under the id of its case or decision; null stays null. */
export async function openAssessment(options: SealedFor & { sealed: Uint8Array | null }): Promise<Assessment | null> {
  const { vault, person, id, sealed } = options;
  if (sealed === null) return null;
  return JSON.parse(await vault.openFor({ ...person, context: `assessment:${id}`, sealed })) as Assessment;
}

export async function sealAssessment(
  options: SealedFor & { assessment: Assessment | null },
): Promise<Uint8Array | null> {
  const { vault, person, id, assessment } = options;
  if (assessment === null) return null;
  return vault.sealFor({ ...person, context: `assessment:${id}`, plaintext: JSON.stringify(assessment) });
}

/** Opens the reason of a decision. */
export async function openReason(options: {
  vault: Vault;
  person: PersonRow;
  decision: { decisionHash: string; sealedReason: Uint8Array | null };
}): Promise<string | null> {
  const { vault, person, decision } = options;
  if (decision.sealedReason === null) return null;
  return vault.openFor({ ...person, context: `reason:${decision.decisionHash}`, sealed: decision.sealedReason });
}
