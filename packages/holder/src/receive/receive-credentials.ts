import { sealToClaims } from '@postern/credential';
import { bytesToBase64Url, type Clock, hashHolderCommitment, type Random } from '@postern/primitives';
import { CONFIGURATION_IDS } from '@postern/protocol';

import type { HolderChain, HttpClient } from '../ports.ts';
import type { StoredCredential } from '../store/stored-credential.ts';
import type { OpenOffer } from './fetch-credential-offer.ts';
import type { IssuerProfile } from './fetch-issuer-metadata.ts';
import { type RawCredential, requestCredential } from './request-credential.ts';
import { requestToken } from './request-token.ts';
import { sendNotification } from './send-notification.ts';
import { verifyReceivedCredentials } from './verify-received-credentials.ts';

export type ReceiveStep = 'token' | 'credentials' | 'checks' | 'keep' | 'done';

export type ReceiveCredentialsOptions = {
  offer: OpenOffer;
  issuer: IssuerProfile;
  transactionCode: string | undefined;
  holderSecret: bigint;
  http: HttpClient;
  chain: HolderChain;
  clock: Clock;
  random: Random;
  /** Stores the credential before the issuer is told that it was accepted. */
  keep: (credential: StoredCredential) => Promise<void>;
  /** Token of an attempt that was interrupted after the offer had been redeemed. */
  accessToken?: string;
  /** Stores a fresh token, so that an interrupted attempt can go on. */
  keepToken?: (accessToken: string) => Promise<void>;
  onProgress?: (step: ReceiveStep) => void;
};

/**
 * Redeems an offer: token, three credentials for three fresh keys, every check, storage, notification.
 *
 * @throws what `requestToken`, `requestCredential` and `verifyReceivedCredentials` throw; then nothing is kept and the
 *   issuer is told `credential_failure` where it gave credentials
 */
export async function receiveCredentials(options: ReceiveCredentialsOptions): Promise<StoredCredential> {
  const { offer, issuer, http, chain, clock, onProgress = () => {} } = options;
  const holderCommitment = hashHolderCommitment(options.holderSecret);
  onProgress('token');
  const accessToken =
    options.accessToken ?? (await requestToken({ offer, issuer, transactionCode: options.transactionCode, http }));
  if (options.accessToken === undefined) await options.keepToken?.(accessToken);

  onProgress('credentials');
  const request = (configurationId: string) =>
    requestCredential({ issuer, configurationId, accessToken, holderCommitment, http, clock });
  const sdJwt = await request(CONFIGURATION_IDS.sdJwt);
  const jwt = await request(CONFIGURATION_IDS.jwt);
  const seal = await request(CONFIGURATION_IDS.seal);
  const raw = { sdJwt, jwt, seal };
  const notify = (event: 'credential_accepted' | 'credential_failure') =>
    notifyAll({ raw: Object.values(raw), issuer, accessToken, http, event });

  try {
    onProgress('checks');
    const verified = await verifyReceivedCredentials({ issuer, raw, holderCommitment, http, chain, clock });
    const credential: StoredCredential = {
      id: bytesToBase64Url(options.random.bytes(12)),
      issuer: { identifier: issuer.credentialIssuer, name: issuer.name },
      receivedAt: clock.now(),
      claims: verified.claims,
      seal: sealToClaims(verified.seal),
      sdJwt: { token: sdJwt.credential, key: sdJwt.key },
      jwt: { token: jwt.credential, key: jwt.key },
      sealJwt: { token: seal.credential, key: seal.key },
    };
    onProgress('keep');
    await options.keep(credential);
    await notify('credential_accepted');
    onProgress('done');
    return credential;
  } catch (error) {
    await notify('credential_failure');
    throw error;
  }
}

async function notifyAll(options: {
  raw: readonly RawCredential[];
  issuer: IssuerProfile;
  accessToken: string;
  http: HttpClient;
  event: 'credential_accepted' | 'credential_failure';
}): Promise<void> {
  const { raw, ...rest } = options;
  const ids = new Set(raw.flatMap(({ notificationId }) => notificationId ?? []));
  for (const notificationId of ids) await sendNotification({ ...rest, notificationId });
}
