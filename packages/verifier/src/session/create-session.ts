import { bytesToBase64Url } from '@postern/primitives';
import type { CreateSessionRequest } from '@postern/protocol';

import { PolicyRefusalError, SessionError } from '../errors.ts';
import type { ChainReader, Clock, Gate, ProtocolRecord, Random, SessionRepository } from '../ports.ts';
import type { SessionRecord } from './session.ts';

/** Life of a session and of its request object, in seconds. */
export const SESSION_LIFE_SECONDS = 600;

export type CreateSessionOptions = {
  protocol: ProtocolRecord;
  request: CreateSessionRequest;
  gate: Gate;
  ports: { sessions: SessionRepository; chain: ChainReader; clock: Clock; random: Random };
};

/**
 * Opens a session: one question, one account, ten minutes. Identifiers, nonce and state have 192 bits each.
 *
 * @throws {SessionError} `ERR_SESSION_POLICY_UNKNOWN` the policy is not one of the protocol's, `ERR_SESSION_RETURN_URL`
 *   the person would be sent to a foreign origin
 * @throws {PolicyRefusalError} the policy is closed, stopped, or not in the registry
 */
export async function createSession(options: CreateSessionOptions): Promise<SessionRecord> {
  const { protocol, request, gate, ports } = options;
  const { policyId, account } = request;
  if (policyId === undefined || account === undefined || !protocol.policyIds.includes(policyId)) {
    throw new SessionError('ERR_SESSION_POLICY_UNKNOWN', 'This protocol asks no such policy.');
  }
  assertReturnUrl(request.returnUrl, protocol.origins);
  await assertPolicyAdmits(policyId, ports.chain);

  const token = () => bytesToBase64Url(ports.random.bytes(24));
  const now = ports.clock.now();
  const session: SessionRecord = {
    sessionId: token(),
    protocolId: protocol.protocolId,
    requestId: token(),
    status: 'open',
    policyId,
    chainId: gate.chainId,
    registry: gate.passRegistry,
    account,
    nonce: token(),
    requestState: token(),
    returnUrl: request.returnUrl,
    createdAt: now,
    expiresAt: now + SESSION_LIFE_SECONDS,
  };
  await ports.sessions.insert(session);
  return session;
}

function assertReturnUrl(returnUrl: string | undefined, origins: readonly string[]): void {
  if (returnUrl === undefined) return;
  // The response code will be the fragment.
  if (!origins.includes(new URL(returnUrl).origin) || returnUrl.includes('#')) {
    throw new SessionError('ERR_SESSION_RETURN_URL', 'The return address is not on a registered origin, or has a #.');
  }
}

/** Asking for a proof that no contract would take wastes a person's time. */
async function assertPolicyAdmits(policyId: string, chain: ChainReader): Promise<void> {
  const policy = await chain.readPolicy(policyId);
  if (policy === undefined) throw new PolicyRefusalError('ERR_POLICY_NOT_REGISTERED', 'The policy is not registered.');
  if (policy.stopped) throw new PolicyRefusalError('ERR_POLICY_STOPPED', 'The policy was stopped.');
  if (policy.closed) throw new PolicyRefusalError('ERR_POLICY_CLOSED', 'The policy admits nobody any more.');
}
