import type { IssuerStore, IssuerTransaction } from '@postern/issuer';
import { tellOutage } from '../client/outage.ts';
import { retryConflicts } from '../client/retry-conflicts.ts';
import type { IssuerClient } from './create-issuer-client.ts';
import { createAnchorRepository } from './repository/anchor-repository.ts';
import { createAuditRepository } from './repository/audit-repository.ts';
import { createAuthorizationRepository } from './repository/authorization-repository.ts';
import { createCaseRepository } from './repository/case-repository.ts';
import { createChainRepository } from './repository/chain-repository.ts';
import { createCredentialRepository } from './repository/credential-repository.ts';
import { createHotPathRepository } from './repository/hot-path-repository.ts';
import { createIdempotencyRepository } from './repository/idempotency-repository.ts';
import { createMailRepository } from './repository/mail-repository.ts';
import { createOfferRepository } from './repository/offer-repository.ts';
import { createPersonRepository } from './repository/person-repository.ts';
import type { PrismaTransaction } from './repository/prisma-transaction.ts';
import { createRebindingRepository } from './repository/rebinding-repository.ts';
import { createSignInRepository } from './repository/sign-in-repository.ts';
import { createStatusRepository } from './repository/status-repository.ts';
import { createTenantRepository } from './repository/tenant-repository.ts';
import { createTokenRepository } from './repository/token-repository.ts';

const createTransaction = (db: PrismaTransaction): IssuerTransaction => ({
  ...createTenantRepository(db),
  ...createSignInRepository(db),
  ...createPersonRepository(db),
  ...createCaseRepository(db),
  ...createOfferRepository(db),
  ...createAuthorizationRepository(db),
  ...createTokenRepository(db),
  ...createCredentialRepository(db),
  ...createHotPathRepository(db),
  ...createIdempotencyRepository(db),
  ...createRebindingRepository(db),
  ...createMailRepository(db),
  ...createStatusRepository(db),
  ...createAnchorRepository(db),
  ...createChainRepository(db),
  ...createAuditRepository(db),
});

/**
 * The issuer's store over PostgreSQL: one database transaction for each call, READ COMMITTED with row locks. Of two that
 * wait for each other one is run again.
 *
 * Every call throws DatabaseError `ERR_DATABASE_UNAVAILABLE` while the database is away.
 */
export const createIssuerStore = ({ client }: { client: IssuerClient }): IssuerStore => {
  const reader = createTransaction(client);
  return {
    read: (run) => tellOutage(() => run(reader)),
    transaction: (run) =>
      tellOutage(() =>
        retryConflicts(() =>
          client.$transaction((db) => run(createTransaction(db)), { maxWait: 10_000, timeout: 20_000 }),
        ),
      ),
  };
};
