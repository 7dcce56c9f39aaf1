import { appendAudit } from '../audit/append-audit.ts';
import { CaseError, StaffError, TenantError } from '../error.ts';
import type { CertificateMaker, IssuerContext, IssuerTransaction } from '../ports.ts';
import type { TenantKeyRow } from '../rows.ts';
import type { SignedInStaff } from '../staff/staff-sessions.ts';
import { assertSteppedUp } from '../staff/step-up.ts';
import { rotateSigningKey } from './rotate-signing-key.ts';
import { forgetTenant } from './require-tenant.ts';
import type { TenantKeyMaker } from './seed-tenant.ts';

/** A proposal that nobody confirmed by then is void, seconds. */
const PROPOSAL_LIFE_SECONDS = 86_400;

export type KeyRevocationStep = 'propose' | 'confirm' | 'withdraw';

/**
 * Emergency revocation of a stolen signing key, by two people: one proposes, another confirms, each with a passkey over
 * this very step. From the confirmation on nothing stands under the key, whatever date it bears, because a thief can
 * date back: the DID document keeps it with `revoked` and in no relationship, and no key set lists it. If it is the key
 * that signs, another one is made first. What it signed is issued anew: wallets renew by their grant, or by a fresh offer.
 *
 * @throws {StaffError} `ERR_STAFF_ROLE`, `ERR_STAFF_STEP_UP`
 * @throws {CaseError} `ERR_CASE_SAME_APPROVER` who proposed does not confirm
 * @throws {TenantError} `ERR_TENANT_KEY` no such key, revoked already, or nothing was proposed
 */
export async function stepKeyRevocation(
  context: IssuerContext,
  options: {
    signedIn: SignedInStaff;
    keyName: string;
    step: KeyRevocationStep;
    assertion: { id: string } | null;
    keys: Pick<TenantKeyMaker, 'addKey'>;
    certify: CertificateMaker;
  },
): Promise<void> {
  const { store, clock } = context;
  const { signedIn, keyName, step, keys, certify } = options;
  const { tenant, staffId, role } = signedIn.staff;
  if (role === 'auditor' || (step === 'confirm' && role !== 'approver')) {
    throw new StaffError('ERR_STAFF_ROLE', 'The role does not include this action.');
  }
  const isSigning = await store.transaction(async (transaction) => {
    await assertSteppedUp(context, { ...options, transaction, action: `${step}-key-revocation/${keyName}` });
    const key = await lockKey({ transaction, tenant, keyName });
    const now = clock.now();
    const isOpen = key.revocationAt !== null && key.revocationAt + PROPOSAL_LIFE_SECONDS >= now;
    if (step !== 'propose' && !isOpen) throw new TenantError('ERR_TENANT_KEY', 'Nobody proposed to revoke this key.');
    if (step === 'confirm') {
      const proposer = await transaction.findStaff(tenant, key.revocationBy ?? '');
      if (proposer === null) throw new TenantError('ERR_TENANT_KEY', 'Who proposed it is no member any more.');
      if (proposer.staffId === staffId) {
        throw new CaseError('ERR_CASE_SAME_APPROVER', 'Who proposed a decision cannot approve it.');
      }
      return key.retiredAt === null;
    }
    const proposed = step === 'propose' ? { revocationBy: staffId, revocationAt: now } : WITHDRAWN;
    await transaction.saveTenantKey({ ...key, ...proposed });
    const action = step === 'propose' ? 'key_revocation_proposed' : 'key_revocation_withdrawn';
    await appendAudit({ transaction, tenant, at: now, actor: staffId, action, details: { key: keyName } });
    return false;
  });
  if (step !== 'confirm') return;
  if (isSigning) await rotateSigningKey(context, { tenant, keys, certify, actor: staffId });
  await store.transaction(async (transaction) => {
    const key = await lockKey({ transaction, tenant, keyName });
    const now = clock.now();
    await transaction.saveTenantKey({ ...key, ...WITHDRAWN, retiredAt: key.retiredAt ?? now, revokedAt: now });
    const details = { key: keyName, proposedBy: key.revocationBy ?? '' };
    await appendAudit({ transaction, tenant, at: now, actor: staffId, action: 'key_revoked', details });
  });
  forgetTenant(store, tenant);
}

const WITHDRAWN = { revocationBy: null, revocationAt: null };

async function lockKey(options: {
  transaction: IssuerTransaction;
  tenant: string;
  keyName: string;
}): Promise<TenantKeyRow> {
  const { transaction, tenant, keyName } = options;
  await transaction.lockTenant(tenant);
  const key = (await transaction.listTenantKeys(tenant)).find((candidate) => candidate.keyName === keyName);
  if (key === undefined || key.revokedAt !== null) {
    throw new TenantError('ERR_TENANT_KEY', 'There is no such key, or it is revoked already.');
  }
  return key;
}
