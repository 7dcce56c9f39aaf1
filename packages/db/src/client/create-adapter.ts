import { PrismaPg } from '@prisma/adapter-pg';
import { withUtcSession } from './with-utc-session.ts';

export type CreateAdapterOptions = {
  url: string;
  /** Size of the connection pool; default 10. */
  poolSize?: number;
};

/** The driver adapter of both Prisma clients: one pool, sessions in UTC. */
export const createAdapter = ({ url, poolSize = 10 }: CreateAdapterOptions): PrismaPg =>
  new PrismaPg({ connectionString: withUtcSession(url), max: poolSize });
