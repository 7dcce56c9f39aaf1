import type { Vault } from '@postern/holder';
import { z } from 'zod';

/** An application that was sent from this wallet; the token is its only key, so it lives in the vault. */
export const zApplicationRecord = z.strictObject({
  applicationId: z.string(),
  statusToken: z.string(),
  bank: z.strictObject({ name: z.string(), issuer: z.string() }),
  sentAt: z.int(),
});
export type ApplicationRecord = z.infer<typeof zApplicationRecord>;

const PREFIX = 'application/';

export async function keepApplication(vault: Vault, record: ApplicationRecord): Promise<void> {
  await vault.update(`${PREFIX}${record.applicationId}`, () => zApplicationRecord.parse(record));
}

export async function removeApplication(vault: Vault, applicationId: string): Promise<void> {
  await vault.update(`${PREFIX}${applicationId}`, () => undefined);
}

/** Newest first. */
export async function listApplications(vault: Vault): Promise<ApplicationRecord[]> {
  const ids = await vault.list(PREFIX);
  const records = (await Promise.all(ids.map((id) => vault.read(id)))).filter((record) => record !== undefined);
  return records
    .map((record) => zApplicationRecord.parse(record))
    .toSorted((left, right) => right.sentAt - left.sentAt);
}
