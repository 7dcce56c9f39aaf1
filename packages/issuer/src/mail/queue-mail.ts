import type { IssuerContext, IssuerTransaction, Mail } from '../ports.ts';
import type { PersonRow } from '../rows.ts';
import { createId } from '../vault/hash-token.ts';

/** How long a message is kept, sent or not. */
const MAIL_LIFE_SECONDS = 30 * 86_400;

/** Context under which a message is sealed. */
export function mailContext(mailId: string): string {
  return `mail:${mailId}`;
}

/** Writes a message to a person into the outbox, in the transaction of the act that it tells of. */
export async function queueMail(
  context: IssuerContext,
  options: Omit<Mail, 'tenant'> & {
    transaction: IssuerTransaction;
    person: PersonRow;
    /** The file that it is about, and another that it concerns. */
    caseId: string;
    otherCaseId: string | null;
    /** What the logs of both say once the message is handed over. */
    sentAction: string;
    now: number;
  },
): Promise<void> {
  const { vault, random } = context;
  const { transaction, person, caseId, otherCaseId, sentAction, to, subject, text, now } = options;
  const mailId = createId(random);
  const plaintext = JSON.stringify({ to, subject, text });
  await transaction.addMail({
    mailId,
    tenant: person.tenant,
    personId: person.personId,
    caseId,
    otherCaseId,
    sentAction,
    sealedMessage: await vault.sealFor({ ...person, context: mailContext(mailId), plaintext }),
    tries: 0,
    nextTryAt: now,
    sentAt: null,
    createdAt: now,
    expiresAt: now + MAIL_LIFE_SECONDS,
  });
}
