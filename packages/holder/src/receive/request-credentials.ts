import { zOauthError } from '@postern/protocol';

import { HolderError } from '../error.ts';
import type { JsonResponse } from '../http/fetch-json.ts';
import type { IssuerProfile } from './fetch-issuer-metadata.ts';
import { createHolderKey, createKeyProof, type HolderKey, type KeyReference } from './holder-key.ts';
import type { ReceivedItem, RequestedItem, TokenSet, WaitingItem } from './issuance-session.ts';
import { postWithToken } from './post-with-token.ts';
import { type SenderPorts, sendWithToken } from './send-with-token.ts';
import { zCredentialAnswer, zDeferredAnswer, zNonceAnswer } from './z-issuer-messages.ts';

/** Seconds between two looks when the issuer does not say, and the least and most that a wallet waits. */
const DEFAULT_INTERVAL = 60;
const SHORTEST_INTERVAL = 2;
const LONGEST_INTERVAL = 7 * 86_400;
/** Many copies of a credential in one answer. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

export type CredentialOutcome = { received: ReceivedItem } | { waiting: WaitingItem };

/**
 * Requests copies of one credential, each for a fresh key (OpenID4VCI 1.0 §7, §8). A nonce that has become stale is
 * fetched again, once.
 *
 * @param options.copies at most what the issuer's `batch_size` allows
 * @param options.holderCommitment our extension; undefined for issuers that do not seal
 * @throws {HolderError} ERR_ISSUER_UNSUPPORTED (no key proof that this wallet can make), ERR_TOKEN_EXPIRED,
 *   ERR_CREDENTIAL_REFUSED with the issuer's error code in the details
 */
export async function requestCredentials(
  options: SenderPorts & {
    issuer: IssuerProfile;
    item: RequestedItem;
    copies: number;
    tokens: TokenSet;
    holderCommitment: bigint | undefined;
  },
): Promise<CredentialOutcome> {
  const { issuer, item, tokens } = options;
  const reference = chooseReference(issuer, item.configurationId);
  const batchSize = issuer.metadata.batch_credential_issuance?.batch_size ?? 1;
  const count = Math.max(1, Math.min(options.copies, batchSize));
  const keys = await Promise.all(Array.from({ length: count }, createHolderKey));
  const attempt = async (): Promise<JsonResponse> => {
    const nonce = await fetchNonce(options);
    const { clientId } = tokens;
    const { credentialIssuer } = issuer;
    const proofs = await Promise.all(
      keys.map((key) => createKeyProof({ ...options, key, reference, credentialIssuer, nonce, clientId })),
    );
    const identity =
      item.credentialIdentifier === undefined
        ? { credential_configuration_id: item.configurationId }
        : { credential_identifier: item.credentialIdentifier };
    const url = issuer.metadata.credential_endpoint;
    const body = { ...identity, proofs: { jwt: proofs } };
    return postWithToken({ ...options, url, body, maxBytes: MAX_ANSWER_BYTES });
  };
  const first = await attempt();
  const response = errorOf(first) === 'invalid_nonce' ? await attempt() : first;
  return readAnswer({ response, item, keys, now: options.clock.now() });
}

/**
 * Looks whether a deferred credential is there (OpenID4VCI 1.0 §9).
 *
 * @throws {HolderError} ERR_TOKEN_EXPIRED, ERR_CREDENTIAL_REFUSED
 */
export async function pollDeferred(
  options: SenderPorts & { issuer: IssuerProfile; tokens: TokenSet; waiting: WaitingItem },
): Promise<CredentialOutcome> {
  const { issuer, waiting, clock } = options;
  const url = issuer.metadata.deferred_credential_endpoint;
  if (url === undefined) throw new HolderError('ERR_ISSUER_METADATA', 'The issuer names no deferred endpoint.');
  const body = { transaction_id: waiting.transactionId };
  const response = await postWithToken({ ...options, url, body, maxBytes: MAX_ANSWER_BYTES });
  const { transactionId: _, keys, retryAt: __, ...item } = waiting;
  // Written by issuers that follow an earlier draft instead of answering 202.
  if (errorOf(response) === 'issuance_pending') {
    return { waiting: { ...waiting, retryAt: clock.now() + DEFAULT_INTERVAL } };
  }
  return readAnswer({ response, item, keys, now: clock.now() });
}

function readAnswer(options: {
  response: JsonResponse;
  item: RequestedItem;
  keys: HolderKey[];
  now: number;
}): CredentialOutcome {
  const { response, item, keys, now } = options;
  if (response.status === 401) throw new HolderError('ERR_TOKEN_EXPIRED', 'The issuer does not take the access token.');
  const issued = zCredentialAnswer.safeParse(response.json);
  if (response.status === 200 && issued.success) {
    const { credentials, notification_id: notificationId } = issued.data;
    return {
      received: {
        ...item,
        credentials: credentials.map(({ credential }) => credential),
        keys,
        ...(notificationId === undefined ? {} : { notificationId }),
      },
    };
  }
  const deferred = zDeferredAnswer.safeParse(response.json);
  if (response.status === 202 && deferred.success) {
    const interval = Math.ceil(deferred.data.interval ?? DEFAULT_INTERVAL);
    const retryAt = now + Math.min(Math.max(interval, SHORTEST_INTERVAL), LONGEST_INTERVAL);
    return { waiting: { ...item, transactionId: deferred.data.transaction_id, keys, retryAt } };
  }
  throw new HolderError('ERR_CREDENTIAL_REFUSED', 'The issuer did not give the credential.', {
    details: { error: errorOf(response) ?? `http_${response.status}` },
  });
}

function errorOf({ status, json }: JsonResponse): string | undefined {
  return status < 400 ? undefined : zOauthError.safeParse(json).data?.error;
}

/** Credentials of W3C formats name their subject by DID; others hold the key itself. */
function chooseReference(issuer: IssuerProfile, configurationId: string): KeyReference {
  const configuration = issuer.configurations[configurationId];
  const methods = configuration?.cryptographic_binding_methods_supported ?? ['jwk'];
  const algorithms = configuration?.proof_types_supported?.['jwt']?.proof_signing_alg_values_supported;
  const isProvable = configuration?.proof_types_supported === undefined || algorithms?.includes('ES256') === true;
  if (isProvable && methods.includes('jwk')) return 'jwk';
  if (isProvable && methods.some((method) => method === 'did:jwk' || method === 'did')) return 'did:jwk';
  throw new HolderError('ERR_ISSUER_UNSUPPORTED', 'The issuer wants another kind of key than this wallet has.', {
    details: { configuration: configurationId },
  });
}

/** @returns undefined when the issuer has no nonce endpoint: then proofs carry none */
async function fetchNonce(options: SenderPorts & { issuer: IssuerProfile }): Promise<string | undefined> {
  const url = options.issuer.metadata.nonce_endpoint;
  if (url === undefined) return undefined;
  const { http, clock, random } = options;
  const request = { url, method: 'POST' as const };
  const { status, json } = await sendWithToken({
    http,
    clock,
    random,
    request,
    dpopKey: undefined,
    accessToken: undefined,
  });
  const parsed = zNonceAnswer.safeParse(json);
  if (status !== 200 || !parsed.success) {
    throw new HolderError('ERR_CREDENTIAL_REFUSED', 'The issuer gave no nonce.', {
      details: { error: `http_${status}` },
    });
  }
  return parsed.data.c_nonce;
}
