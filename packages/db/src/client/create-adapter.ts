import { PrismaPg } from '@prisma/adapter-pg';
import { withUtcSession } from './with-utc-session.ts';

export type CreateAdapterOptions = {
  url: string;
  /** Size of the connection pool; default 10. */
  poolSize?: number;
};

/** For a connection, new or free in the pool. */
const CONNECT_TIMEOUT_MS = 5000;
/** For an answer; no statement of a service takes nearly as long. */
const QUERY_TIMEOUT_MS = 15_000;

/** The driver adapter of both Prisma clients: one pool, sessions in UTC. A server that is silent is no endless wait. */
export const createAdapter = ({ url, poolSize = 10 }: CreateAdapterOptions): PrismaPg =>
  new PrismaPg({
    connectionString: withUtcSession(url),
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
  });
