import { CONFIGURATION_IDS, type CredentialResponse } from '@postern/protocol';

import { IssuanceError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { Tenant } from '../rows.ts';
import type { Access } from '../token/require-access.ts';
import { hashToken } from '../vault/hash-token.ts';
import { markIssued } from './mark-issued.ts';
import { prepareCredentials } from './prepare-credentials.ts';
import { openRecord, signCredentials } from './sign-credentials.ts';

/** How long a deferred request waits: as long as a review may take. */
export const DEFERRED_LIFE_SECONDS = 90 * 86_400;
/** Requests of one issuance that wait at once: some retries for each configuration. */
export const MAX_DEFERRED = 16;
/** When to ask again, seconds: people decide in hours, holders in days, a chain in seconds. */
const DECISION_INTERVAL = 300;
const LEAF_INTERVAL = 10;

export type Deferred = { transaction_id: string; interval: number };

export function deferredAnswer(options: { transactionId: string; waitsForLeaf: boolean }): Deferred {
  const interval = options.waitsForLeaf ? LEAF_INTERVAL : DECISION_INTERVAL;
  return { transaction_id: options.transactionId, interval };
}

/**
 * The deferred credential endpoint (OpenID4VCI 1.0 §9): the credentials once they can be issued, for the keys that were
 * proven when they were asked for. The transaction is used up with the intent. The answer carries no `notification_id`:
 * wallets in the field refuse it there.
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_TRANSACTION` unknown, used, or of another grant; `ERR_ISSUANCE_DENIED` the case
 *   was decided against; `ERR_ISSUANCE_REBINDING_CANCELLED` the credential stays with another wallet
 */
export async function claimDeferred(
  context: IssuerContext,
  options: { tenant: Tenant; access: Access; transactionId: string },
): Promise<{ issued: CredentialResponse } | { deferred: Deferred }> {
  const { store, chain, clock } = context;
  const { tenant, access, transactionId } = options;
  const transactionHash = await hashToken(transactionId);
  const row = await store.transaction((transaction) =>
    transaction.findDeferred({ tenant: tenant.slug, transactionHash, now: clock.now() }),
  );
  if (row === null || row.issuanceId !== access.issuance.issuanceId) throw refuse();
  const { configurationId, keys, holderCommitment } = row;
  const waitsForLeaf = configurationId === CONFIGURATION_IDS.seal && (await chain.findLeaf(tenant))?.active !== true;
  const prepared = await prepareCredentials(context, {
    tenant,
    issuanceId: row.issuanceId,
    caseId: access.issuance.caseId,
    configurationId,
    keys,
    holderCommitment: holderCommitment ?? undefined,
    // Two that ask at once stand in line at the case; the second finds what the first left.
    claim: async (transaction) => {
      const { caseId } = access.issuance;
      const locked = await transaction.lockForIssuance({ tenant: tenant.slug, caseId, marker: null });
      const options = { tenant: tenant.slug, transactionHash, now: clock.now() };
      return (await transaction.findDeferred(options)) === null ? null : locked;
    },
    used: refuse,
    wait: waitsForLeaf,
    // It goes on waiting.
    defer: async () => {},
    settle: async (transaction) => {
      if (!(await transaction.takeDeferred(transactionHash))) throw refuse();
    },
  });
  if (prepared === null) return { deferred: deferredAnswer({ transactionId, waitsForLeaf }) };
  const record = await openRecord(context, prepared);
  const credentials = await signCredentials(context, { tenant, prepared, record, keys });
  await markIssued(context, prepared.credentials);
  return { issued: { credentials: credentials.map((credential) => ({ credential })) } };
}

function refuse(): IssuanceError {
  return new IssuanceError('ERR_ISSUANCE_TRANSACTION', 'There is no such deferred transaction.');
}
