import type { IssuerTransaction } from '@postern/issuer';
import { toBytes, toDate, toSeconds } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<IssuerTransaction, 'addIdempotentAnswer' | 'findIdempotentAnswer'>;

/** Answers that equal requests get again. */
export const createIdempotencyRepository = (db: PrismaTransaction): Methods => ({
  addIdempotentAnswer: async ({ expiresAt, sealedAnswer, ...row }, now) => {
    await db.idempotentAnswer.deleteMany({ where: { keyHash: row.keyHash, expiresAt: { lte: toDate(now) } } });
    // Two at once: the second waits for the first to commit, then adds nothing.
    const { count } = await db.idempotentAnswer.createMany({
      data: [{ ...row, sealedAnswer: toBytes(sealedAnswer), expiresAt: toDate(expiresAt) }],
      skipDuplicates: true,
    });
    return count === 1;
  },
  findIdempotentAnswer: async (keyHash, now) => {
    const row = await db.idempotentAnswer.findFirst({ where: { keyHash, expiresAt: { gt: toDate(now) } } });
    return row === null ? null : { ...row, expiresAt: toSeconds(row.expiresAt) };
  },
});
