import type { JsonValue } from '@postern/primitives';

import { IdempotencyError } from '../error.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';

/** How long an equal request gets the equal answer. */
const LIFE_SECONDS = 86_400;
const PURPOSE = 'idempotency';

/** A request that its sender may repeat, because the first answer may have been lost. */
export type RepeatableRequest = {
  /** Who asks for what: a key of one caller means nothing to another. */
  scope: string;
  /** As the caller chose it. */
  key: string;
  /** Of everything that makes the request this one. */
  requestHash: string;
};

/** Lets an effect and its answer be kept together, or not at all. */
export type Once = {
  /** In the effect's own transaction. @throws {IdempotencyError} somebody else kept an answer: the effect falls away */
  keep(transaction: IssuerTransaction, answer: JsonValue): Promise<void>;
};

/**
 * Runs a write once for each key: the same request again gets the answer of the first, also of one that runs beside it.
 * Answers are sealed, because some hold secrets that are stored as hashes only.
 *
 * @param run makes the effect and keeps its answer in the same transaction
 * @throws {IdempotencyError} `ERR_IDEMPOTENCY_KEY_REUSED` the key was used with another request
 */
export async function runOnce<T extends JsonValue>(
  context: IssuerContext,
  request: RepeatableRequest | undefined,
  run: (once: Once | undefined) => Promise<T>,
): Promise<T> {
  if (request === undefined) return run(undefined);
  const { store, vault, clock } = context;
  const keyHash = await vault.digest(PURPOSE, `${request.scope}\n${request.key}`);
  const findKept = async (): Promise<{ answer: T } | undefined> => {
    const kept = await store.read((reader) => reader.findIdempotentAnswer(keyHash, clock.now()));
    if (kept === null) return undefined;
    if (kept.requestHash !== request.requestHash) {
      throw new IdempotencyError('ERR_IDEMPOTENCY_KEY_REUSED', 'The key was used with another request.');
    }
    const plaintext = await vault.open({ purpose: PURPOSE, context: keyHash, sealed: kept.sealedAnswer });
    return { answer: JSON.parse(new TextDecoder().decode(plaintext)) as T };
  };
  const known = await findKept();
  if (known !== undefined) return known.answer;
  try {
    return await run({
      keep: async (transaction, answer) => {
        const plaintext = new TextEncoder().encode(JSON.stringify(answer));
        const sealedAnswer = await vault.seal({ purpose: PURPOSE, context: keyHash, plaintext });
        const { requestHash } = request;
        const now = clock.now();
        const row = { keyHash, requestHash, sealedAnswer, expiresAt: now + LIFE_SECONDS };
        if (await transaction.addIdempotentAnswer(row, now)) return;
        throw new IdempotencyError('ERR_IDEMPOTENCY_ANSWERED', 'The request was answered meanwhile.');
      },
    });
  } catch (error) {
    // Beside an equal one: it was refused because the other had its effect, or lost the race for the answer's place.
    const meanwhile = await findKept();
    if (meanwhile !== undefined) return meanwhile.answer;
    throw error;
  }
}
