import { appendAudit } from '../audit/append-audit.ts';
import { IssuanceError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { CredentialRow } from '../rows.ts';

/**
 * Notes that signed copies are about to leave; the case becomes active with its first.
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_DENIED` a decision fell meanwhile: nothing is handed out
 */
export async function markIssued(context: IssuerContext, credentials: readonly CredentialRow[]): Promise<void> {
  const { store, clock } = context;
  const [first] = credentials;
  if (first === undefined) return;
  await store.transaction(async (transaction) => {
    const now = clock.now();
    const { tenant, caseId } = first;
    const credentialIds = credentials.map((credential) => credential.credentialId);
    // A decision that fell while the copies were being signed wins: they are revoked already and are not handed out.
    if (!(await transaction.markCredentialsIssued({ tenant, caseId, credentialIds, issuedAt: now }))) {
      throw new IssuanceError('ERR_ISSUANCE_DENIED', 'The case does not allow issuance.');
    }
    await appendAudit({
      transaction,
      tenant: first.tenant,
      at: now,
      actor: 'system',
      action: 'credential_issued',
      caseId: first.caseId,
      details: { configurationId: first.configurationId, copies: credentials.length },
    });
  });
}
