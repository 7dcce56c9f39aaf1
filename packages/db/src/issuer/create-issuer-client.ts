import { createAdapter, type CreateAdapterOptions } from '../client/create-adapter.ts';
import { PrismaClient } from '../generated/issuer/client.ts';

/** Prisma client of the issuer database. Close it with `$disconnect()`. */
export type IssuerClient = PrismaClient;

/** Opens the issuer database; connects at the first query. Run {@link migrate} before. */
export const createIssuerClient = (options: CreateAdapterOptions): IssuerClient =>
  new PrismaClient({ adapter: createAdapter(options) });
