import type { IssuerContext, IssuerTransaction, Mail } from '../ports.ts';
import type { MailRow } from '../rows.ts';
import { mailContext } from './queue-mail.ts';

/** A message in the clear; null when its person is gone. @throws {VaultError} the person's key is gone */
export async function openMail(
  context: Pick<IssuerContext, 'vault'>,
  options: { transaction: IssuerTransaction; row: MailRow },
): Promise<Mail | null> {
  const { transaction, row } = options;
  const person = await transaction.findPerson(row.personId);
  if (person === null) return null;
  const sealed = row.sealedMessage;
  const text = await context.vault.openFor({ ...person, context: mailContext(row.mailId), sealed });
  return { tenant: row.tenant, ...(JSON.parse(text) as Omit<Mail, 'tenant'>) };
}
