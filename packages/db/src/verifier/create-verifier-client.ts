import { createAdapter, type CreateAdapterOptions } from '../client/create-adapter.ts';
import { PrismaClient } from '../generated/verifier/client.ts';

/** Prisma client of the verifier database. Close it with `$disconnect()`. */
export type VerifierClient = PrismaClient;

/** Opens the verifier database; connects at the first query. Run {@link migrate} before. */
export const createVerifierClient = (options: CreateAdapterOptions): VerifierClient =>
  new PrismaClient({ adapter: createAdapter(options) });
