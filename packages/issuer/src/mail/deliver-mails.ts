import { writeToPair } from '../audit/write-to-pair.ts';
import type { IssuerContext } from '../ports.ts';
import { openMail } from './open-mail.ts';

/** Messages that one run hands over. */
const BATCH = 50;
/** First pause after a failure, and the longest, seconds. */
const FIRST_PAUSE = 30;
const LONGEST_PAUSE = 3600;

/** Numbers alone: what a mail system says of a failure may hold the address. */
export type DeliveredMails = { sent: number; failed: number };

/** Hands over what is due. A message that the mail system does not take is tried again, later and later. */
export async function deliverMails(context: IssuerContext): Promise<DeliveredMails> {
  const delivered: DeliveredMails = { sent: 0, failed: 0 };
  for (let count = 0; count < BATCH; count += 1) {
    const result = await deliverNext(context);
    if (result === 'none') break;
    delivered[result] += 1;
  }
  return delivered;
}

/** The message stays locked while it is handed over, so that no other process takes it too. */
async function deliverNext(context: IssuerContext): Promise<'none' | 'sent' | 'failed'> {
  const { store, mailer, clock } = context;
  if (mailer === null) return 'none';
  return store.transaction(async (transaction) => {
    const now = clock.now();
    const row = await transaction.lockDueMail(now);
    if (row === null) return 'none';
    try {
      const mail = await openMail(context, { transaction, row });
      if (mail === null) throw new Error('The person that the message is for is gone.');
      await mailer.send(mail);
    } catch {
      const pause = Math.min(FIRST_PAUSE * 2 ** row.tries, LONGEST_PAUSE);
      await transaction.saveMail({ ...row, tries: row.tries + 1, nextTryAt: now + pause });
      return 'failed';
    }
    await transaction.saveMail({ ...row, tries: row.tries + 1, sentAt: now });
    const { tenant, caseId, otherCaseId, sentAction: action } = row;
    await writeToPair({ transaction, tenant, caseId, otherCaseId, action, actor: 'system', at: now });
    return 'sent';
  });
}
