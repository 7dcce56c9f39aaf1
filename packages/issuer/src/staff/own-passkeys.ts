import { appendAudit } from '../audit/append-audit.ts';
import { StaffError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { PasskeyRow } from '../rows.ts';
import { addChallenge, takeChallenge } from './passkey-challenge.ts';
import type { SignedInStaff } from './staff-sessions.ts';
import { assertSteppedUp } from './step-up.ts';

/** More than anybody carries. */
const MAX_PASSKEYS = 8;

type Confirmed = { signedIn: SignedInStaff; assertion: { id: string } | null };

/** The passkeys of the signed-in person, oldest first. */
export function listOwnPasskeys(context: IssuerContext, options: { signedIn: SignedInStaff }): Promise<PasskeyRow[]> {
  const { tenant, staffId } = options.signedIn.staff;
  return context.store.read((reader) => reader.listPasskeys(tenant, staffId));
}

/**
 * Begins the enrolment of another passkey, confirmed with one that the person has.
 *
 * @throws {StaffError} `ERR_STAFF_STEP_UP` | `ERR_STAFF_PASSKEY` enough passkeys already
 */
export async function prepareAnotherPasskey(
  context: IssuerContext,
  options: Confirmed,
): Promise<{ challenge: string; known: string[] }> {
  const { tenant, staffId } = options.signedIn.staff;
  return context.store.transaction(async (transaction) => {
    await assertSteppedUp(context, { ...options, transaction, action: 'add-passkey' });
    const known = await transaction.listPasskeys(tenant, staffId);
    if (known.length >= MAX_PASSKEYS) throw new StaffError('ERR_STAFF_PASSKEY', 'Remove a passkey first.');
    const challenge = await addChallenge(context, { transaction, tenant, purpose: 'passkey', staffId });
    return { challenge, known: known.map(({ credentialId }) => credentialId) };
  });
}

/** Adds it. @throws {StaffError} `ERR_STAFF_ENROLMENT` not begun by this person, or a passkey that is known already */
export async function addAnotherPasskey(
  context: IssuerContext,
  options: { signedIn: SignedInStaff; response: unknown },
): Promise<void> {
  const { store, clock, passkeys } = context;
  const { signedIn, response } = options;
  const { tenant, staffId } = signedIn.staff;
  const refused = new StaffError('ERR_STAFF_ENROLMENT', 'The passkey was not accepted: begin again.');
  const challenge = await store.transaction((transaction) =>
    takeChallenge(context, { transaction, purpose: 'passkey', response }),
  );
  if (challenge === null || challenge.tenant !== tenant || challenge.staffId !== staffId) throw refused;
  const attested = await passkeys.verifyAttestation({ response, challenge: challenge.challenge });
  if (attested === null) throw refused;
  await store.transaction(async (transaction) => {
    await transaction.lockPasskeys(tenant, staffId);
    const present = await transaction.findStaff(tenant, staffId);
    if (present === null || (await transaction.findPasskey(attested.credentialId)) !== null) throw refused;
    const at = clock.now();
    await transaction.addPasskey({ ...attested, tenant, staffId, createdAt: at, regressedAt: null });
    await appendAudit({ transaction, tenant, at, actor: staffId, action: 'passkey_enrolled' });
  });
}

/**
 * Removes a passkey of the signed-in person, never the last one.
 *
 * @throws {StaffError} `ERR_STAFF_STEP_UP` | `ERR_STAFF_PASSKEY` not this person's, or the last
 */
export async function removeOwnPasskey(
  context: IssuerContext,
  options: Confirmed & { credentialId: string },
): Promise<void> {
  const { signedIn, credentialId } = options;
  const { tenant, staffId } = signedIn.staff;
  await context.store.transaction(async (transaction) => {
    await transaction.lockPasskeys(tenant, staffId);
    await assertSteppedUp(context, { ...options, transaction, action: `remove-passkey/${credentialId}` });
    const own = await transaction.listPasskeys(tenant, staffId);
    if (!own.some((passkey) => passkey.credentialId === credentialId)) {
      throw new StaffError('ERR_STAFF_PASSKEY', 'This is no passkey of yours.');
    }
    if (own.length < 2) throw new StaffError('ERR_STAFF_PASSKEY', 'The last passkey stays: add another one first.');
    await transaction.deletePasskey(credentialId);
    const at = context.clock.now();
    await appendAudit({ transaction, tenant, at, actor: staffId, action: 'passkey_removed' });
  });
}
