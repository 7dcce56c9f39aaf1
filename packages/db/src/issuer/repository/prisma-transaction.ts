import type { Prisma } from '../../generated/issuer/client.ts';

/** The client inside one interactive transaction. */
export type PrismaTransaction = Prisma.TransactionClient;
