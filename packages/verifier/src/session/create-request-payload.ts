import type { JsonObject } from '@postern/credential';
import {
  type AuthorizationRequest,
  type CredentialQuery,
  isZkQuery,
  SELF_ISSUED_AUDIENCE,
  zAuthorizationRequest,
} from '@postern/protocol';

import type { ProtocolRecord } from '../ports.ts';
import type { SessionRecord } from './session.ts';

/** Algorithms that presentations may be signed with, by the issuer or the holder. */
const SIGNATURE_ALGORITHMS = ['ES256', 'EdDSA', 'ES256K'];

/** How the request reaches the wallet, and the members that go with it. */
export type RequestChannel =
  | { kind: 'post'; clientId: string; responseUri: string; walletNonce?: string | undefined }
  | { kind: 'digital'; clientId: string; expectedOrigins: readonly string[] }
  | { kind: 'digital-unsigned' };

export type CreateRequestPayloadOptions = {
  protocol: Pick<ProtocolRecord, 'name'>;
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
  const formats = new Map(session.question.dcqlQuery.credentials.map((query) => [query.format, describeFormat(query)]));
  return {
    client_name: protocol.name,
    vp_formats_supported: Object.fromEntries(formats),
    ...(session.encryption !== undefined && {
      jwks: { keys: [session.encryption.publicJwk as JsonObject] },
      encrypted_response_enc_values_supported: ['A128GCM', 'A256GCM'],
    }),
  };
}

function describeFormat(query: CredentialQuery): JsonObject {
  if (isZkQuery(query)) return {};
  return query.format === 'dc+sd-jwt'
    ? { 'sd-jwt_alg_values': SIGNATURE_ALGORITHMS, 'kb-jwt_alg_values': SIGNATURE_ALGORITHMS }
    : { alg_values: SIGNATURE_ALGORITHMS };
}
