import { signCompactJws } from '@postern/credential';
import { DC_API_SIGNED, DC_API_UNSIGNED, type DigitalCredentialRequests, REQUEST_OBJECT_TYP } from '@postern/protocol';

import { SessionError } from '../errors.ts';
import type { Clock, ProtocolRecord, ProtocolSigner, SessionRepository } from '../ports.ts';
import { assertSessionOpen } from '../session/assert-session-open.ts';
import { identifyClient } from '../session/create-request-object.ts';
import { createRequestPayload } from '../session/create-request-payload.ts';

export type CreateDigitalCredentialRequestsOptions = {
  protocol: ProtocolRecord;
  sessionId: string;
  publicUrl: string;
  ports: { sessions: SessionRepository; signer: ProtocolSigner; clock: Clock };
};

/**
 * The session's question for `navigator.credentials.get` (OpenID4VP 1.0 Appendix A): signed where the verifier has a
 * name to sign under, then unsigned, so that the wallet takes the one it knows. The signed one names the origins that
 * may use it: copied to another page it is refused by the wallet.
 *
 * @throws {SessionError} no such session of this protocol, answered before, or run out; `ERR_SESSION_RESPONSE_MODE` a
 *   question for a proof to the session, whose binding needs an address that the wallet posts to
 */
export async function createDigitalCredentialRequests(
  options: CreateDigitalCredentialRequestsOptions,
): Promise<DigitalCredentialRequests> {
  const { protocol, sessionId, publicUrl, ports } = options;
  const { protocolId } = protocol;
  const session = await ports.sessions.find({ protocolId, sessionId });
  if (session === undefined) throw new SessionError('ERR_SESSION_NOT_FOUND', 'There is no such session.');
  const now = ports.clock.now();
  assertSessionOpen(session, now);
  if (session.policy !== undefined && session.policy.account === undefined) {
    throw new SessionError('ERR_SESSION_RESPONSE_MODE', 'A proof to the session is asked by link only.');
  }

  const unsigned = createRequestPayload({ protocol, session, channel: { kind: 'digital-unsigned' }, now });
  const requests: DigitalCredentialRequests['requests'] = [{ protocol: DC_API_UNSIGNED, data: unsigned }];
  const { clientId, header } = await identifyClient({ protocol, session, publicUrl });
  if (header !== undefined && protocol.origins.length > 0) {
    const channel = { kind: 'digital', clientId, expectedOrigins: protocol.origins } as const;
    const request = await signCompactJws({
      header: { typ: REQUEST_OBJECT_TYP, ...header },
      payload: createRequestPayload({ protocol, session, channel, now }),
      signer: await ports.signer(protocolId),
    });
    requests.unshift({ protocol: DC_API_SIGNED, data: { request } });
  }
  await ports.sessions.markFetched({ protocolId, sessionId });
  return { requests };
}
