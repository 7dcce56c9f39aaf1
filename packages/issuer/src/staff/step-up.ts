import { StaffError } from '../error.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { SignedInStaff } from './staff-sessions.ts';
import { addChallenge, takeChallenge } from './passkey-challenge.ts';
import { verifyPasskey } from './verify-passkey.ts';

/** An act that a session alone is not enough for. What it is about is part of it. */
export type StepUpAction =
  | 'add-passkey'
  | `remove-passkey/${string}`
  | `remove-member/${string}`
  | `${'propose' | 'confirm' | 'withdraw'}-key-revocation/${string}`;

/** A challenge for one act of the signed-in person, good once; null where a demo session signs nothing. */
export async function prepareStepUp(
  context: IssuerContext,
  options: { signedIn: SignedInStaff; action: StepUpAction },
): Promise<{ challenge: string; credentialIds: string[] } | null> {
  const { staff, method } = options.signedIn;
  const { tenant, staffId } = staff;
  if (method === 'demo') return null;
  return context.store.transaction(async (transaction) => {
    const purpose = `step-up:${options.action}` as const;
    const challenge = await addChallenge(context, { transaction, tenant, purpose, staffId });
    const passkeys = await transaction.listPasskeys(tenant, staffId);
    return { challenge, credentialIds: passkeys.map(({ credentialId }) => credentialId) };
  });
}

/**
 * The signed-in person confirms this very act with a passkey, now. The demo sign-in of local chains confirms nothing.
 *
 * @throws {StaffError} `ERR_STAFF_STEP_UP`
 */
export async function assertSteppedUp(
  context: IssuerContext,
  options: {
    transaction: IssuerTransaction;
    signedIn: SignedInStaff;
    action: StepUpAction;
    assertion: { id: string } | null;
  },
): Promise<void> {
  const { transaction, signedIn, action, assertion } = options;
  const { staff, method } = signedIn;
  if (method === 'demo' && context.settings.demoSignIn) return;
  const refused = new StaffError('ERR_STAFF_STEP_UP', 'This is confirmed with a passkey of the signed-in person.');
  if (assertion === null) throw refused;
  const taken = await takeChallenge(context, { transaction, purpose: `step-up:${action}`, response: assertion });
  if (taken === null || taken.tenant !== staff.tenant || taken.staffId !== staff.staffId) throw refused;
  const passkey = await transaction.findPasskey(assertion.id);
  if (passkey === null || passkey.tenant !== staff.tenant || passkey.staffId !== staff.staffId) throw refused;
  const { challenge } = taken;
  if (!(await verifyPasskey(context, { transaction, passkey, response: assertion, challenge }))) throw refused;
}
