import { ANSWERABLE_STATES, type SessionRecord, type SessionRepository } from '@postern/verifier';

import { Prisma, type Session } from '../generated/verifier/client.ts';
import type { VerifierClient } from './create-verifier-client.ts';

/** Sessions in the verifier database. Every accepting step is one conditional UPDATE: the row decides races. */
export const createSessionRepository = (db: VerifierClient): SessionRepository => {
  const answerable = (key: { protocolId: string; sessionId: string; now: number }): Prisma.SessionWhereInput => ({
    protocolId: key.protocolId,
    sessionId: key.sessionId,
    status: { in: [...ANSWERABLE_STATES] },
    expiresAt: { gt: toDate(key.now) },
  });

  return {
    async insert(session) {
      await db.session.create({ data: toRow(session) });
    },

    async find({ protocolId, sessionId }) {
      const row = await db.session.findFirst({ where: { protocolId, sessionId } });
      return row === null ? undefined : toRecord(row);
    },

    async findByRequest({ protocolId, requestId }) {
      const row = await db.session.findFirst({ where: { protocolId, requestId }, omit: { presentation: true } });
      return row === null ? undefined : toRecord({ ...row, presentation: null });
    },

    async list({ protocolId, limit }) {
      const rows = await db.session.findMany({
        where: { protocolId },
        orderBy: [{ createdAt: 'desc' }, { sessionId: 'asc' }],
        take: limit,
        omit: { presentation: true },
      });
      return rows.map((row) => toRecord({ ...row, presentation: null }));
    },

    async markFetched({ protocolId, sessionId }) {
      await db.session.updateMany({ where: { protocolId, sessionId, status: 'open' }, data: { status: 'fetched' } });
    },

    async consume(options) {
      const { presentation, presentationUntil, responseCodeHash } = options;
      const { count } = await db.session.updateMany({
        where: answerable(options),
        data: {
          status: 'verified',
          denial: Prisma.DbNull,
          presentation,
          presentationUntil: toDate(presentationUntil),
          responseCodeHash: responseCodeHash ?? null,
        },
      });
      return count === 1;
    },

    async refuse(options) {
      await db.session.updateMany({
        where: answerable(options),
        data: { status: 'refused', denial: withoutUndefined(options.denial) },
      });
    },

    async decline(options) {
      const { count } = await db.session.updateMany({ where: answerable(options), data: { status: 'declined' } });
      return count === 1;
    },

    async shortenPresentation({ protocolId, sessionId, until }) {
      await db.session.updateMany({
        where: { protocolId, sessionId, presentationUntil: { gt: toDate(until) } },
        data: { presentationUntil: toDate(until) },
      });
    },

    async sweep({ now }) {
      const expired = await db.session.updateMany({
        where: { status: { in: [...ANSWERABLE_STATES] }, expiresAt: { lte: toDate(now) } },
        data: { status: 'expired' },
      });
      const deleted = await db.session.updateMany({
        where: { presentationUntil: { lte: toDate(now) } },
        data: { presentation: Prisma.DbNull, presentationUntil: null },
      });
      return expired.count + deleted.count;
    },
  };
};

const toDate = (unixSeconds: number): Date => new Date(unixSeconds * 1000);
const toUnixSeconds = (date: Date): number => Math.floor(date.getTime() / 1000);

const withoutUndefined = (value: object): Prisma.InputJsonObject =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));

const toRow = (session: SessionRecord): Prisma.SessionUncheckedCreateInput => ({
  sessionId: session.sessionId,
  protocolId: session.protocolId,
  requestId: session.requestId,
  status: session.status,
  policyId: session.policyId,
  chainId: session.chainId,
  registry: session.registry,
  account: session.account,
  nonce: session.nonce,
  requestState: session.requestState,
  returnUrl: session.returnUrl ?? null,
  createdAt: toDate(session.createdAt),
  expiresAt: toDate(session.expiresAt),
});

const toRecord = (row: Session): SessionRecord => ({
  sessionId: row.sessionId,
  protocolId: row.protocolId,
  requestId: row.requestId,
  status: row.status,
  policyId: row.policyId,
  chainId: row.chainId,
  registry: row.registry,
  account: row.account,
  nonce: row.nonce,
  requestState: row.requestState,
  returnUrl: row.returnUrl ?? undefined,
  createdAt: toUnixSeconds(row.createdAt),
  expiresAt: toUnixSeconds(row.expiresAt),
  // Both were checked against their wire schemas before they were stored.
  denial: (row.denial ?? undefined) as SessionRecord['denial'],
  presentation: (row.presentation ?? undefined) as SessionRecord['presentation'],
  presentationUntil: row.presentationUntil === null ? undefined : toUnixSeconds(row.presentationUntil),
  responseCodeHash: row.responseCodeHash ?? undefined,
});
