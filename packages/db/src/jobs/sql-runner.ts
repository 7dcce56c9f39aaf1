/** Runs a statement of the queue where the caller wants it: in the caller's own transaction. */
export type SqlRunner = { executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }> };

/** A Prisma transaction as the queue takes it: what is enqueued by it is there if, and only if, the transaction is. */
export const toSqlRunner = (transaction: {
  $queryRawUnsafe(text: string, ...values: unknown[]): PromiseLike<unknown>;
}): SqlRunner => ({
  executeSql: async (text, values) => ({ rows: (await transaction.$queryRawUnsafe(text, ...values)) as unknown[] }),
});
