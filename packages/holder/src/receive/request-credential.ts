import type { Clock } from '@postern/primitives';
import { type CredentialRequest, zCredentialResponse, zNonceResponse, zOauthError } from '@postern/protocol';

import { HolderError } from '../error.ts';
import { fetchJson } from '../http/fetch-json.ts';
import type { HttpClient } from '../ports.ts';
import type { IssuerProfile } from './fetch-issuer-metadata.ts';
import { createHolderKey, createKeyProof, type HolderKey } from './holder-key.ts';

/** A credential as the issuer sent it; nothing of it is believed yet. */
export type RawCredential = { credential: string; key: HolderKey; notificationId: string | undefined };

/**
 * Requests one credential of one configuration for a fresh key (OpenID4VCI 1.0 §7, §8).
 *
 * @throws {HolderError} ERR_CREDENTIAL_REFUSED with the issuer's error code in the details
 */
export async function requestCredential(options: {
  issuer: IssuerProfile;
  configurationId: string;
  accessToken: string;
  holderCommitment: bigint;
  http: HttpClient;
  clock: Clock;
}): Promise<RawCredential> {
  const { issuer, http } = options;
  const key = await createHolderKey();
  const proof = await createKeyProof({
    key,
    credentialIssuer: issuer.credentialIssuer,
    nonce: await fetchNonce(issuer, http),
    holderCommitment: options.holderCommitment,
    clock: options.clock,
  });
  const body: CredentialRequest = {
    credential_configuration_id: options.configurationId,
    proofs: { jwt: [proof] },
  };
  const { status, json } = await fetchJson({
    http,
    request: {
      url: issuer.metadata.credential_endpoint,
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${options.accessToken}` },
      body: JSON.stringify(body),
    },
  });
  const parsed = zCredentialResponse.safeParse(json);
  if (status !== 200 || !parsed.success) {
    throw new HolderError('ERR_CREDENTIAL_REFUSED', 'The issuer did not give the credential.', {
      details: { error: zOauthError.safeParse(json).data?.error ?? `http_${status}` },
    });
  }
  return {
    credential: parsed.data.credentials[0]!.credential,
    key,
    notificationId: parsed.data.notification_id,
  };
}

async function fetchNonce(issuer: IssuerProfile, http: HttpClient): Promise<string> {
  const url = issuer.metadata.nonce_endpoint;
  if (url === undefined) throw new HolderError('ERR_ISSUER_METADATA', 'The issuer names no nonce endpoint.');
  const { status, json } = await fetchJson({ http, request: { url, method: 'POST' } });
  const parsed = zNonceResponse.safeParse(json);
  if (status !== 200 || !parsed.success) {
    throw new HolderError('ERR_CREDENTIAL_REFUSED', 'The issuer gave no nonce.', {
      details: { error: `http_${status}` },
    });
  }
  return parsed.data.c_nonce;
}
