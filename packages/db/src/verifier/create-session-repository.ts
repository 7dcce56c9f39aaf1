import { ANSWERABLE_STATES, type SessionRecord, type SessionRepository } from '@postern/verifier';

import { tellOutages } from '../client/outage.ts';
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

  return tellOutages<SessionRepository>({
    async insert(session) {
      await db.session.create({ data: toSessionRow(session) });
    },

    async find({ protocolId, sessionId }) {
      const row = await db.session.findFirst({ where: { protocolId, sessionId } });
      return row === null ? undefined : toRecord(row);
    },

    async findByRequest({ protocolId, requestId }) {
      const row = await db.session.findFirst({ where: { protocolId, requestId }, omit: PRESENTED });
      return row === null ? undefined : toRecord({ ...row, ...NOT_READ });
    },

    async list({ protocolId, limit }) {
      const rows = await db.session.findMany({
        where: { protocolId },
        orderBy: [{ createdAt: 'desc' }, { sessionId: 'asc' }],
        take: limit,
        omit: PRESENTED,
      });
      return rows.map((row) => toRecord({ ...row, ...NOT_READ }));
    },

    async markFetched({ protocolId, sessionId }) {
      await db.session.updateMany({ where: { protocolId, sessionId, status: 'open' }, data: { status: 'fetched' } });
    },

    async consume(options) {
      const { answered, presentation, proven, proofStatus, sealedResult, presentationUntil, responseCodeHash } =
        options;
      const { count } = await db.session.updateMany({
        where: answerable(options),
        data: {
          status: 'verified',
          ...WITHOUT_KEY,
          denial: Prisma.DbNull,
          answered: [...answered],
          presentation: presentation ?? Prisma.DbNull,
          proven: proven ?? Prisma.DbNull,
          proofStatus: proofStatus ?? Prisma.DbNull,
          sealedResult: sealedResult ?? null,
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
      const { count } = await db.session.updateMany({
        where: answerable(options),
        data: { ...WITHOUT_KEY, status: 'declined' },
      });
      return count === 1;
    },

    async takeResult({ protocolId, sessionId, now }) {
      // The row lock lets one caller see the text; whoever waited sees null.
      const [row] = await db.$queryRaw<{ taken: string }[]>`
        update session set sealed_result = null
        from (
          select session_id, sealed_result as taken from session
          where protocol_id = ${protocolId} and session_id = ${sessionId}
            and sealed_result is not null and presentation_until > ${toDate(now)}
          for update
        ) as locked
        where session.session_id = locked.session_id
        returning locked.taken`;
      return row?.taken;
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
        data: { ...WITHOUT_KEY, status: 'expired' },
      });
      const deleted = await db.session.updateMany({
        where: { presentationUntil: { lte: toDate(now) } },
        data: { presentation: Prisma.DbNull, proven: Prisma.DbNull, sealedResult: null, presentationUntil: null },
      });
      await db.idempotentAnswer.deleteMany({ where: { expiresAt: { lte: toDate(now) } } });
      await db.rateLimit.deleteMany({ where: { expire: { lte: BigInt(now) * 1000n } } });
      return expired.count + deleted.count;
    },
  });
};

/** What only the one reader of a session needs. */
const PRESENTED = { presentation: true, proven: true, sealedResult: true } as const;
const NOT_READ = { presentation: null, proven: null, sealedResult: null };
/** A session that takes no more answers needs no key for them. */
const WITHOUT_KEY = { encryptionJwk: Prisma.DbNull, encryptionKey: null } as const;

const toDate = (unixSeconds: number): Date => new Date(unixSeconds * 1000);
const toUnixSeconds = (date: Date): number => Math.floor(date.getTime() / 1000);

const withoutUndefined = (value: object): Prisma.InputJsonObject =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));

export const toSessionRow = (session: SessionRecord): Prisma.SessionUncheckedCreateInput => ({
  sessionId: session.sessionId,
  protocolId: session.protocolId,
  requestId: session.requestId,
  status: session.status,
  ...session.policy,
  account: session.policy?.account ?? null,
  question: session.question as unknown as Prisma.InputJsonObject,
  nonce: session.nonce,
  requestState: session.requestState,
  returnUrl: session.returnUrl ?? null,
  createdAt: toDate(session.createdAt),
  expiresAt: toDate(session.expiresAt),
  ...(session.encryption !== undefined && {
    encryptionJwk: session.encryption.publicJwk as Prisma.InputJsonObject,
    encryptionKey: Uint8Array.from(session.encryption.sealedKey),
  }),
  ...(session.resultJwk !== undefined && { resultJwk: { ...session.resultJwk } }),
});

const toRecord = (row: Session): SessionRecord => ({
  sessionId: row.sessionId,
  protocolId: row.protocolId,
  requestId: row.requestId,
  status: row.status,
  policy: toPolicy(row),
  // JSON columns were checked against their wire schemas before they were stored.
  question: row.question as unknown as SessionRecord['question'],
  nonce: row.nonce,
  requestState: row.requestState,
  returnUrl: row.returnUrl ?? undefined,
  createdAt: toUnixSeconds(row.createdAt),
  expiresAt: toUnixSeconds(row.expiresAt),
  encryption:
    row.encryptionJwk === null || row.encryptionKey === null
      ? undefined
      : {
          publicJwk: row.encryptionJwk as NonNullable<SessionRecord['encryption']>['publicJwk'],
          sealedKey: new Uint8Array(row.encryptionKey),
        },
  resultJwk: (row.resultJwk ?? undefined) as SessionRecord['resultJwk'],
  denial: (row.denial ?? undefined) as SessionRecord['denial'],
  presentation: (row.presentation ?? undefined) as SessionRecord['presentation'],
  proven: (row.proven ?? undefined) as SessionRecord['proven'],
  proofStatus: (row.proofStatus ?? undefined) as SessionRecord['proofStatus'],
  answered: row.answered,
  sealedResult: row.sealedResult ?? undefined,
  presentationUntil: row.presentationUntil === null ? undefined : toUnixSeconds(row.presentationUntil),
  responseCodeHash: row.responseCodeHash ?? undefined,
});

const toPolicy = ({ policyId, chainId, registry, account }: Session): SessionRecord['policy'] =>
  policyId === null || chainId === null || registry === null
    ? undefined
    : { policyId, chainId, registry, ...(account !== null && { account }) };
