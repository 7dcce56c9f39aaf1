import type { IssuerTransaction, MailRow } from '@postern/issuer';
import type { OutboundMail as MailModel } from '../../generated/issuer/client.ts';
import { toBytes, toDate, toNullableDate, toNullableSeconds, toSeconds } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<IssuerTransaction, 'addMail' | 'lockDueMail' | 'saveMail' | 'listMails'>;

const toMail = ({ sequence: _order, ...model }: MailModel): MailRow => ({
  ...model,
  nextTryAt: toSeconds(model.nextTryAt),
  sentAt: toNullableSeconds(model.sentAt),
  createdAt: toSeconds(model.createdAt),
  expiresAt: toSeconds(model.expiresAt),
});

const fromMail = (row: MailRow) => ({
  ...row,
  sealedMessage: toBytes(row.sealedMessage),
  nextTryAt: toDate(row.nextTryAt),
  sentAt: toNullableDate(row.sentAt),
  createdAt: toDate(row.createdAt),
  expiresAt: toDate(row.expiresAt),
});

/** The outbox of messages to persons. */
export const createMailRepository = (db: PrismaTransaction): Methods => ({
  addMail: async (row) => {
    await db.outboundMail.create({ data: fromMail(row) });
  },
  lockDueMail: async (now) => {
    const [found] = await db.$queryRaw<{ id: string }[]>`
      select mail_id as id from outbound_mail where sent_at is null and next_try_at <= ${toDate(now)}
      order by next_try_at, sequence limit 1 for update skip locked`;
    if (found === undefined) return null;
    const model = await db.outboundMail.findUnique({ where: { mailId: found.id } });
    return model === null ? null : toMail(model);
  },
  saveMail: async (row) => {
    await db.outboundMail.update({ where: { mailId: row.mailId }, data: fromMail(row) });
  },
  listMails: async (limit) =>
    (await db.outboundMail.findMany({ orderBy: { sequence: 'desc' }, take: limit })).map(toMail),
});
