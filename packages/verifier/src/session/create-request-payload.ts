import type { JsonObject } from '@postern/credential';
import { type AuthorizationRequest, SELF_ISSUED_AUDIENCE, zAuthorizationRequest } from '@postern/protocol';

import type { ProtocolRecord } from '../ports.ts';
import { CONTENT_ENCRYPTIONS, describeFormats } from './describe-formats.ts';
import type { SessionRecord } from './session.ts';

/** How the request reaches the wallet, and the members that go with it. */
export type RequestChannel =
  | { kind: 'post'; clientId: string; responseUri: string; walletNonce?: string | undefined }
  | { kind: 'digital'; clientId: string; expectedOrigins: readonly string[] }
  | { kind: 'digital-unsigned' };

export type CreateRequestPayloadOptions = {
  protocol: Pick<ProtocolRecord, 'name' | 'origins'>;
  session: SessionRecord;
  channel: RequestChannel;
  now: number;
};

/**
 * Members of a session's request (OpenID4VP 1.0 §5, Appendix A.2). Only what the channel needs: an unsigned request
 * over the Digital Credentials API names no client, the browser vouches for its origin.
 */
export function createRequestPayload(options: CreateRequestPayloadOptions): AuthorizationRequest & JsonObject {
  const { session, channel, now } = options;
  const { dcqlQuery, transactionData } = session.question;
  const mode = channel.kind === 'post' ? 'direct_post' : 'dc_api';
  const payload = {
    ...describeChannel(channel, session, now),
    response_type: 'vp_token',
    response_mode: session.encryption === undefined ? mode : `${mode}.jwt`,
    nonce: session.nonce,
    dcql_query: dcqlQuery,
    client_metadata: createClientMetadata(options),
    ...(transactionData.length > 0 && { transaction_data: [...transactionData] }),
  } as AuthorizationRequest & JsonObject;
  zAuthorizationRequest.parse(payload);
  return payload;
}

function describeChannel(channel: RequestChannel, session: SessionRecord, now: number): JsonObject {
  if (channel.kind === 'digital-unsigned') return {};
  const signed = {
    // Wallets ignore it (OpenID4VP 1.0 §5.8); RFC 9101 readers expect it.
    iss: channel.clientId.replace(/^decentralized_identifier:/, ''),
    aud: SELF_ISSUED_AUDIENCE,
    client_id: channel.clientId,
    iat: now,
    exp: session.expiresAt,
  };
  if (channel.kind === 'digital') return { ...signed, expected_origins: [...channel.expectedOrigins] };
  return {
    ...signed,
    response_uri: channel.responseUri,
    state: session.requestState,
    ...(channel.walletNonce !== undefined && { wallet_nonce: channel.walletNonce }),
  };
}

function createClientMetadata({ protocol, session }: CreateRequestPayloadOptions): JsonObject {
  return {
    client_name: protocol.name,
    ...(protocol.origins[0] === undefined ? {} : { client_uri: protocol.origins[0] }),
    vp_formats_supported: describeFormats(session.question.dcqlQuery.credentials.map(({ format }) => format)),
    ...(session.encryption !== undefined && {
      jwks: { keys: [session.encryption.publicJwk as JsonObject] },
      encrypted_response_enc_values_supported: [...CONTENT_ENCRYPTIONS],
    }),
  };
}
