import { DatabaseError } from '../error.ts';

/**
 * What the driver, the socket and the server say when there is no usable server now: gone, going, starting, full, or
 * read-only. SQLSTATE classes as in PostgreSQL's appendix A; P-codes are Prisma's.
 */
const OUTAGE_CODES: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND'],
  ...['EAI_AGAIN', 'P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'],
  ...['57P01', '57P02', '57P03', '57P05', '53000', '53100', '53200', '53300', '25006', '58030'],
]);
const CONNECTION_EXCEPTION = /^08[0-9A-Z]{3}$/;
/** The driver has no code for these. */
const OUTAGE_MESSAGES =
  /connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|query read timeout|cannot use a pool after|closed the connection/i;

/** Deeper than any chain of causes that the driver makes. */
const MAX_DEPTH = 5;

const isOutageCode = (code: unknown): boolean =>
  typeof code === 'string' && (OUTAGE_CODES.has(code) || CONNECTION_EXCEPTION.test(code));

const readMember = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value ? (value as Record<string, unknown>)[name] : undefined;

/** Whether the error says that the database is not usable now, and nothing about what was asked of it. */
export const isOutage = (error: unknown, depth = 0): boolean => {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return false;
  if (isOutageCode(readMember(error, 'code')) || isOutageCode(readMember(error, 'originalCode'))) return true;
  if (error instanceof Error && OUTAGE_MESSAGES.test(error.message)) return true;
  const inner = [readMember(error, 'cause'), readMember(readMember(error, 'meta'), 'driverAdapterError')];
  return inner.some((each) => isOutage(each, depth + 1));
};

/** Runs it. @throws DatabaseError `ERR_DATABASE_UNAVAILABLE` in place of whatever says that the database is away */
export const tellOutage = async <T>(run: () => Promise<T>): Promise<T> => {
  try {
    return await run();
  } catch (cause) {
    if (cause instanceof DatabaseError || !isOutage(cause)) throw cause;
    throw new DatabaseError('ERR_DATABASE_UNAVAILABLE', 'The database is not usable now.', { cause });
  }
};

type Asks = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;

/** The same repository, whose functions tell an outage as {@link tellOutage} does. */
export const tellOutages = <T extends { [Name in keyof T]: (...args: never[]) => Promise<unknown> }>(
  repository: T,
): T => {
  const asks = Object.entries(repository as Asks);
  const told = asks.map(([name, ask]) => [name, (...args: never[]) => tellOutage(() => ask(...args))] as const);
  return Object.fromEntries(told) as unknown as T;
};
