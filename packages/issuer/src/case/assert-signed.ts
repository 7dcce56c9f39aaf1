import { bytesToBase64Url, hexToBytes } from '@postern/primitives';
import type { CaseAction, DecisionRequest } from '@postern/protocol';

import { CaseError } from '../error.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { DecisionRow, SignInMethod, StaffRow } from '../rows.ts';
import { verifyPasskey } from '../staff/verify-passkey.ts';

/** Taking a case up decides nothing about the person, so it is not signed. */
export function needsSignature(action: CaseAction): boolean {
  return action !== 'start_review';
}

/**
 * How the decision was signed. The demo sign-in of local chains signs nothing.
 *
 * @throws {CaseError} `ERR_DECISION_SIGNATURE`
 */
export async function assertSigned(
  context: IssuerContext,
  options: {
    transaction: IssuerTransaction;
    decision: DecisionRow;
    staff: StaffRow;
    method: SignInMethod;
    request: DecisionRequest;
  },
): Promise<NonNullable<DecisionRow['method']>> {
  const { transaction, decision, staff, method, request } = options;
  if (!needsSignature(decision.action)) return 'none';
  if (method === 'demo' && context.settings.demoSignIn) return 'demo';
  const refused = new CaseError('ERR_DECISION_SIGNATURE', 'The decision is not signed by a passkey of this person.');
  if (request.assertion === null) throw refused;
  const passkey = await transaction.findPasskey(request.assertion.id);
  if (passkey === null || passkey.tenant !== staff.tenant || passkey.staffId !== staff.staffId) throw refused;
  const challenge = bytesToBase64Url(hexToBytes(decision.decisionHash));
  if (!(await verifyPasskey(context, { transaction, passkey, response: request.assertion, challenge }))) throw refused;
  return 'passkey';
}
