import { bytesToBase64Url } from '@postern/primitives';
import { type CreateSessionRequest, isClaimsQuery, type ZkQueryMeta } from '@postern/protocol';

import { PolicyRefusalError, SessionError } from '../errors.ts';
import type {
  CertificateReader,
  ChainReader,
  Clock,
  ProtocolRecord,
  Random,
  ServedChains,
  SessionKeys,
  SessionRepository,
} from '../ports.ts';
import { createQuestion } from '../question/create-question.ts';
import type { Question } from '../question/question.ts';
import type { SessionRecord } from './session.ts';

/** Life of a session and of its request object, in seconds. */
export const SESSION_LIFE_SECONDS = 600;

export type CreateSessionOptions = {
  protocol: ProtocolRecord;
  request: CreateSessionRequest;
  /** Puts the session where wallets find it; into the repository of the ports unless told. */
  keep?: (created: CreatedSession) => Promise<void>;
  ports: {
    sessions: SessionRepository;
    chains: ServedChains;
    keys: SessionKeys;
    certificates: CertificateReader;
    clock: Clock;
    random: Random;
  };
};

export type CreatedSession = {
  session: SessionRecord;
  /** Opens the claims; leaves the service here and is kept nowhere. Undefined when no claims are asked. */
  resultKey: string | undefined;
};

/**
 * Opens a session: one question, ten minutes. Identifiers, nonce and state have 192 bits each.
 *
 * @throws {SessionError} `ERR_SESSION_POLICY_UNKNOWN` the policy is not one of the protocol's, `ERR_SESSION_RETURN_URL`
 *   the person would be sent to a foreign origin, `ERR_SESSION_ASK_MALFORMED`, `ERR_SESSION_ISSUER_UNTRUSTED`,
 *   `ERR_SESSION_CLIENT_ID` no certificate for the prefix, or a proof to the session without a signed request
 * @throws {PolicyRefusalError} the policy is closed, stopped, or not in the registry
 */
export async function createSession(options: CreateSessionOptions): Promise<CreatedSession> {
  const { protocol, request, ports } = options;
  assertReturnUrl(request.returnUrl, protocol.origins);
  const policy = await selectPolicy(options);
  const anchors = protocol.trustAnchors.map((anchor) => ports.certificates.readKeyIdentifier(anchor));
  const question = createQuestion({
    request,
    policy,
    protocol,
    anchorKeyIdentifiers: anchors.filter((identifier) => identifier !== undefined),
  });
  if (question.clientIdPrefix.startsWith('x509_') && protocol.certificateChain.length === 0) {
    throw new SessionError('ERR_SESSION_CLIENT_ID', 'The protocol has no certificate to name itself by.');
  }
  // The proof is made for the client identifier: it must be proven, and the same the next time.
  if (policy !== undefined && policy.account === undefined && question.clientIdPrefix === 'redirect_uri') {
    throw new SessionError('ERR_SESSION_CLIENT_ID', 'A proof to the session needs a signed request.');
  }

  const token = () => bytesToBase64Url(ports.random.bytes(24));
  const now = ports.clock.now();
  const asksClaims = question.dcqlQuery.credentials.some(isClaimsQuery);
  const result = asksClaims ? await ports.keys.createResultKey() : undefined;
  const session: SessionRecord = {
    sessionId: token(),
    protocolId: protocol.protocolId,
    requestId: token(),
    status: 'open',
    policy,
    question,
    nonce: token(),
    requestState: token(),
    returnUrl: request.returnUrl,
    createdAt: now,
    expiresAt: now + SESSION_LIFE_SECONDS,
    encryption: isEncrypted(request, question) ? await ports.keys.createEncryptionKey(token()) : undefined,
    resultJwk: result?.publicJwk,
  };
  const created = { session, resultKey: result?.resultKey };
  await (options.keep?.(created) ?? ports.sessions.insert(session));
  return created;
}

/** Claims travel encrypted unless the protocol says otherwise; a proof holds nothing to hide. */
function isEncrypted(request: CreateSessionRequest, question: Question): boolean {
  return request.encrypted ?? question.dcqlQuery.credentials.some(isClaimsQuery);
}

async function selectPolicy({ protocol, request, ports }: CreateSessionOptions): Promise<ZkQueryMeta | undefined> {
  const { policyId, account } = request;
  if (policyId === undefined) return undefined;
  if (!protocol.policyIds.includes(policyId)) {
    throw new SessionError('ERR_SESSION_POLICY_UNKNOWN', 'This protocol asks no such policy.');
  }
  const { chainId, passRegistry: registry, reader } = await ports.chains.ofPolicy(policyId);
  await assertPolicyAdmits(policyId, reader);
  const gateOfPolicy = { policyId, chainId, registry };
  return account === undefined ? gateOfPolicy : { ...gateOfPolicy, account };
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
