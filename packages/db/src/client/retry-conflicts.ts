/** How often a unit of work is run in all. */
const ATTEMPTS = 4;

/**
 * Runs a unit of work again when the database rolled it back so that another could go on; nothing of it stands then.
 * What it does outside the database it does once more.
 */
export const retryConflicts = async <T>(run: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }
  return run();
};

/** As Prisma reports it, from typed calls (P2034) and raw ones (P2010) alike. */
type ReportedConflict = { meta?: { driverAdapterError?: { cause?: { kind?: unknown } } } };

/** PostgreSQL's 40001 (serialization_failure) and 40P01 (deadlock_detected). */
const isConflict = (error: unknown): boolean =>
  (error as ReportedConflict | undefined)?.meta?.driverAdapterError?.cause?.kind === 'TransactionWriteConflict';
