import type { ApplicationData } from '@postern/protocol';

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
