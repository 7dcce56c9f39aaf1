import { appendAudit } from '../audit/append-audit.ts';
import { StaffError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import { addChallenge, takeChallenge } from './passkey-challenge.ts';
import { openSession, type SignedInStaff } from './staff-sessions.ts';
import { verifyPasskey } from './verify-passkey.ts';

/** Challenge for a sign-in with any passkey of the tenant's staff; says nothing about who they are. */
export async function prepareSignIn(context: IssuerContext, options: { tenant: string }): Promise<string> {
  return context.store.transaction((transaction) =>
    addChallenge(context, { transaction, tenant: options.tenant, purpose: 'sign-in', staffId: null }),
  );
}

/** @throws {StaffError} `ERR_STAFF_SIGN_IN` for an unknown key, a used challenge and a false signature alike */
export async function signIn(
  context: IssuerContext,
  options: { tenant: string; response: { id: string } },
): Promise<SignedInStaff & { token: string }> {
  const { store, clock } = context;
  const { tenant, response } = options;
  const refused = new StaffError('ERR_STAFF_SIGN_IN', 'The passkey was not accepted.');
  // The challenge is spent in a transaction of its own, so that a refused answer cannot be tried again.
  const challenge = await store.transaction((transaction) =>
    takeChallenge(context, { transaction, purpose: 'sign-in', response }),
  );
  if (challenge === null || challenge.tenant !== tenant) throw refused;
  return store.transaction(async (transaction) => {
    const passkey = await transaction.findPasskey(response.id);
    if (passkey === null || passkey.tenant !== tenant) throw refused;
    const staff = await transaction.findStaff(tenant, passkey.staffId);
    if (staff === null) throw refused;
    const described = { transaction, passkey, response, challenge: challenge.challenge };
    if (!(await verifyPasskey(context, described))) throw refused;
    const token = await openSession(context, { transaction, staff, method: 'passkey' });
    await appendAudit({
      transaction,
      tenant,
      at: clock.now(),
      actor: staff.staffId,
      action: 'staff_signed_in',
      details: { method: 'passkey' },
    });
    return { staff, method: 'passkey', token };
  });
}

/** Records that somebody tried to sign in and was refused. Who is not known, and is not guessed. */
export async function recordRefusedSignIn(
  context: IssuerContext,
  options: { tenant: string; method: SignedInStaff['method'] },
): Promise<void> {
  const { tenant, method } = options;
  await context.store.transaction(async (transaction) => {
    if ((await transaction.findTenant(tenant)) === null) return;
    const at = context.clock.now();
    await appendAudit({ transaction, tenant, at, actor: 'unknown', action: 'sign_in_refused', details: { method } });
  });
}

/**
 * Sign-in without an authenticator, for demonstrations on a local chain only; recorded as such everywhere.
 *
 * @throws {StaffError} `ERR_STAFF_DEMO_DISABLED` | `ERR_STAFF_SIGN_IN`
 */
export async function signInForDemo(
  context: IssuerContext,
  options: { tenant: string; staffId: string },
): Promise<SignedInStaff & { token: string }> {
  const { store, clock, settings } = context;
  if (!settings.demoSignIn) throw new StaffError('ERR_STAFF_DEMO_DISABLED', 'Demo sign-in is off here.');
  return store.transaction(async (transaction) => {
    const staff = await transaction.findStaff(options.tenant, options.staffId);
    if (staff === null) throw new StaffError('ERR_STAFF_SIGN_IN', 'The passkey was not accepted.');
    const token = await openSession(context, { transaction, staff, method: 'demo' });
    await appendAudit({
      transaction,
      tenant: options.tenant,
      at: clock.now(),
      actor: staff.staffId,
      action: 'staff_signed_in',
      details: { method: 'demo' },
    });
    return { staff, method: 'demo', token };
  });
}
