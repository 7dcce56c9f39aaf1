import { appendAudit } from '../audit/append-audit.ts';
import { StaffError } from '../error.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { SignInMethod, StaffRow } from '../rows.ts';
import { createToken, hashToken } from '../vault/hash-token.ts';

export type SignedInStaff = { staff: StaffRow; method: SignInMethod };

/** How often a session's last use is written down, seconds. */
const TOUCH_SECONDS = 60;

/** Opens a session in the caller's transaction; the returned value is the cookie's, stored hashed only. */
export async function openSession(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; staff: StaffRow; method: SignInMethod },
): Promise<string> {
  const { transaction, staff, method } = options;
  const token = createToken(context.random);
  const now = context.clock.now();
  await transaction.addSession({
    tokenHash: await hashToken(token),
    tenant: staff.tenant,
    staffId: staff.staffId,
    method,
    createdAt: now,
    lastSeenAt: now,
  });
  return token;
}

/** Who a session cookie stands for; null when it is unknown, idle too long or too old. */
export async function readSession(context: IssuerContext, options: { token: string }): Promise<SignedInStaff | null> {
  const { store, clock, settings } = context;
  const tokenHash = await hashToken(options.token);
  return store.transaction(async (transaction) => {
    const session = await transaction.findSession(tokenHash);
    if (session === null) return null;
    const now = clock.now();
    const over = now > session.createdAt + settings.sessionLifeSeconds;
    const idle = now > session.lastSeenAt + settings.sessionIdleSeconds;
    const staff = await transaction.findStaff(session.tenant, session.staffId);
    if (over || idle || staff === null || (session.method === 'demo' && !settings.demoSignIn)) {
      await transaction.deleteSession(tokenHash);
      return null;
    }
    if (now > session.lastSeenAt + TOUCH_SECONDS) await transaction.touchSession(tokenHash, now);
    return { staff, method: session.method };
  });
}

/** Like {@link readSession}. @throws {StaffError} `ERR_STAFF_SESSION` nobody is signed in */
export async function requireSession(
  context: IssuerContext,
  options: { token: string | undefined },
): Promise<SignedInStaff> {
  const session = options.token === undefined ? null : await readSession(context, { token: options.token });
  if (session === null) throw new StaffError('ERR_STAFF_SESSION', 'Sign in first.');
  return session;
}

/** Signs out. A cookie that stands for nobody is no act of anybody. */
export async function closeSession(context: IssuerContext, options: { token: string }): Promise<void> {
  const tokenHash = await hashToken(options.token);
  await context.store.transaction(async (transaction) => {
    const session = await transaction.findSession(tokenHash);
    if (session === null) return;
    await transaction.deleteSession(tokenHash);
    const { tenant, staffId } = session;
    const at = context.clock.now();
    await appendAudit({ transaction, tenant, at, actor: staffId, action: 'staff_signed_out' });
  });
}
