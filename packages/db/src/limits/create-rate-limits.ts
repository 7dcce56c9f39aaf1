import { createHmac, hkdfSync } from 'node:crypto';
import pg from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { withUtcSession } from '../client/with-utc-session.ts';

/** How often one caller may do something. */
type Limit = { name: string; max: number; windowSeconds: number };
type Counted = Limit & { key: string };
type State = { allowed: boolean; remaining: number; resetSeconds: number };

export type SharedRateLimits = {
  /** Counts one, also when nothing is left. */
  consume(options: Counted): Promise<State>;
  /** Looks without counting. */
  read(options: Counted): Promise<State>;
  close(): Promise<void>;
};

export type CreateRateLimitsOptions = {
  url: string;
  /** Keys are stored as a digest under it: who called from where is nobody's to read. */
  secret: string;
  poolSize?: number;
};

/**
 * Counts in PostgreSQL, so that all processes of a service share each limit. While the database is away every process
 * counts in its own memory: the limits stay on.
 */
export const createRateLimits = ({ url, secret, poolSize = 4 }: CreateRateLimitsOptions): SharedRateLimits => {
  const pool = new pg.Pool({ connectionString: withUtcSession(url), max: poolSize, connectionTimeoutMillis: 2000 });
  // A connection that breaks while nobody uses it is replaced by the next query.
  pool.on('error', () => undefined);
  const digestKey = Buffer.from(hkdfSync('sha256', secret, '', 'postern rate limits', 32));
  const limiters = new Map<string, RateLimiterPostgres>();
  const limiterOf = ({ name, max, windowSeconds }: Limit): RateLimiterPostgres => {
    const id = `${name}/${max}/${windowSeconds}`;
    const known = limiters.get(id);
    if (known !== undefined) return known;
    const settings = { keyPrefix: name, points: max, duration: windowSeconds };
    const limiter = new RateLimiterPostgres({
      ...settings,
      storeClient: pool,
      storeType: 'pool',
      tableName: 'rate_limit',
      // The table comes from our own migrations.
      tableCreated: true,
      // Whoever has used a limit up costs the database nothing more.
      inMemoryBlockOnConsumed: max + 1,
      insuranceLimiter: new RateLimiterMemory(settings),
    });
    limiters.set(id, limiter);
    return limiter;
  };
  const hideKey = (key: string): string => createHmac('sha256', digestKey).update(key).digest('base64url');
  const describe = (result: RateLimiterRes, allowed: boolean): State => ({
    allowed,
    remaining: Math.max(0, result.remainingPoints),
    resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
  });
  return {
    consume: async (options) => {
      try {
        return describe(await limiterOf(options).consume(hideKey(options.key)), true);
      } catch (error) {
        if (error instanceof RateLimiterRes) return describe(error, false);
        throw error;
      }
    },
    read: async (options) => {
      const result = await limiterOf(options).get(hideKey(options.key));
      if (result === null) return { allowed: true, remaining: options.max, resetSeconds: options.windowSeconds };
      return describe(result, result.consumedPoints < options.max);
    },
    close: () => pool.end(),
  };
};
