import type { IssuerContext, Mail } from '../ports.ts';
import { openMail } from './open-mail.ts';

export type ListedMail = Mail & { createdAt: number; sent: boolean };

/** The newest messages of all banks in the clear: for the outbox page of the demo alone. */
export async function listMails(context: IssuerContext, options: { limit: number }): Promise<ListedMail[]> {
  return context.store.transaction(async (transaction) => {
    const rows = await transaction.listMails(options.limit);
    const listed: ListedMail[] = [];
    for (const row of rows) {
      const mail = await openMail(context, { transaction, row });
      if (mail !== null) listed.push({ ...mail, createdAt: row.createdAt, sent: row.sentAt !== null });
    }
    return listed;
  });
}
