import { appendAudit } from '../audit/append-audit.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { PasskeyRow } from '../rows.ts';

/**
 * Whether the passkey signed the challenge. Its counter is a signal and no proof (WebAuthn L3 §6.1.1): one that goes back
 * may be a copy, or a passkey that is synced to another device. It locks nobody out; the log and the bank's page say so.
 */
export async function verifyPasskey(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; passkey: PasskeyRow; response: unknown; challenge: string },
): Promise<boolean> {
  const { clock, passkeys } = context;
  const { transaction, passkey, response, challenge } = options;
  const { verified, counter } = await passkeys.verifyAssertion({ response, challenge, passkey });
  if (!verified) return false;
  // Authenticators that do not count say 0 for ever.
  const regressed = counter <= passkey.counter && (counter !== 0 || passkey.counter !== 0);
  const at = clock.now();
  await transaction.setPasskeyCounter(passkey.credentialId, {
    counter,
    regressedAt: regressed ? at : passkey.regressedAt,
  });
  if (regressed) {
    const { tenant, staffId } = passkey;
    const details = { expectedAbove: passkey.counter, counter };
    await appendAudit({ transaction, tenant, at, actor: staffId, action: 'passkey_counter_regressed', details });
  }
  return true;
}
