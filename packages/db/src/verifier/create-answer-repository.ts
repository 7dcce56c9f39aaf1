import type { IdempotentAnswers } from '@postern/verifier';
import type { VerifierClient } from './create-verifier-client.ts';
import { toSessionRow } from './create-session-repository.ts';

const toDate = (unixSeconds: number): Date => new Date(unixSeconds * 1000);

/** Answers that equal requests get again, each kept with the session that it tells of. */
export const createAnswerRepository = (db: VerifierClient): IdempotentAnswers => ({
  async find({ keyHash, now }) {
    const row = await db.idempotentAnswer.findFirst({ where: { keyHash, expiresAt: { gt: toDate(now) } } });
    return row === null ? undefined : { requestHash: row.requestHash, sealedAnswer: new Uint8Array(row.sealedAnswer) };
  },

  async insertSession({ session, answer, now }) {
    const { keyHash, requestHash, expiresAt } = answer;
    const data = {
      keyHash,
      requestHash,
      sealedAnswer: Uint8Array.from(answer.sealedAnswer),
      expiresAt: toDate(expiresAt),
    };
    return db.$transaction(async (transaction) => {
      await transaction.idempotentAnswer.deleteMany({ where: { keyHash, expiresAt: { lte: toDate(now) } } });
      // Two at once: the second waits for the first to commit, then adds nothing.
      const { count } = await transaction.idempotentAnswer.createMany({ data: [data], skipDuplicates: true });
      if (count === 1) await transaction.session.create({ data: toSessionRow(session) });
      return count === 1;
    });
  },
});
