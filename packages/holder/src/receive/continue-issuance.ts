import { sealToClaims } from '@postern/credential';
import { bytesToBase64Url, hashHolderCommitment } from '@postern/primitives';
import { CONFIGURATION_IDS } from '@postern/protocol';

import { HolderError } from '../error.ts';
import type { RegistryReader } from '../ports.ts';
import { HELD_FORMATS, type StoredCredential, type StoredDocument } from '../store/stored-credential.ts';
import { type IssuerProfile, offersSeal } from './fetch-issuer-metadata.ts';
import type { IssuanceSession, RequestedItem } from './issuance-session.ts';
import { refreshTokens } from './refresh-tokens.ts';
import { type CredentialOutcome, pollDeferred, requestCredentials } from './request-credentials.ts';
import { sendNotifications } from './send-notification.ts';
import type { SenderPorts } from './send-with-token.ts';
import { verifyReceivedItem } from './verify-received-items.ts';
import { verifySealItem } from './verify-seal-item.ts';

export type ReceiveStep = 'token' | 'credentials' | 'checks' | 'keep' | 'done';

export type ReceiveResult =
  | { state: 'received'; credential: StoredCredential }
  /** The issuer needs time; go on with the session at `retryAt` (unix seconds) or later. */
  | { state: 'waiting'; session: IssuanceSession; retryAt: number };

export type ContinueIssuanceOptions = SenderPorts & {
  session: IssuanceSession;
  issuer: IssuerProfile;
  /** With `chain`: asks issuers that seal for a seal under this secret. Without, a seal on offer is left aside. */
  holderSecret?: bigint;
  chain?: RegistryReader;
  /** Copies of each credential, as far as the issuer gives them; 1 unless told. */
  copies?: number;
  /** Trusted roots for certificate chains, base64 DER; none unless told. */
  trustAnchors?: readonly string[];
  /** The issuer has said elsewhere that what is waiting is ready: its interval need not be waited for. */
  isReady?: boolean;
  /** Language of names. */
  locale?: string;
  /** Stores the credential before the issuer is told that it was accepted. */
  keep: (credential: StoredCredential) => Promise<void>;
  /** Stores what an interrupted or deferred issuance goes on with. */
  keepSession?: (session: IssuanceSession) => Promise<void>;
  onProgress?: (step: ReceiveStep) => void;
};

/**
 * Goes on with an issuance from wherever it stands: requests what was not requested, looks for what is due, and once all
 * is there checks everything, stores it, and tells the issuer.
 *
 * @throws {HolderError} ERR_OFFER_INCOMPLETE nothing on offer that this wallet keeps
 * @throws what requesting and verifying throw; then nothing is kept and the issuer is told `credential_failure` where it
 *   gave credentials
 */
export async function continueIssuance(options: ContinueIssuanceOptions): Promise<ReceiveResult> {
  const { onProgress = () => {} } = options;
  onProgress('credentials');
  const session = await collect(options);
  if (session.waiting.length > 0) {
    return { state: 'waiting', session, retryAt: Math.min(...session.waiting.map(({ retryAt }) => retryAt)) };
  }
  try {
    onProgress('checks');
    const credential = await verifySession({ ...options, session });
    onProgress('keep');
    await options.keep(credential);
    await sendNotifications({ ...options, session, event: 'credential_accepted' });
    onProgress('done');
    return { state: 'received', credential };
  } catch (error) {
    await sendNotifications({ ...options, session, event: 'credential_failure' });
    throw error;
  }
}

async function collect(options: ContinueIssuanceOptions): Promise<IssuanceSession> {
  let { session } = options;
  const { issuer, clock, keepSession } = options;
  const now = clock.now();
  const holderCommitment = commitmentOf(options);
  const update = async (change: Partial<IssuanceSession>) => {
    session = { ...session, ...change };
    await keepSession?.(session);
  };
  const withFreshToken = async (run: () => Promise<CredentialOutcome>): Promise<CredentialOutcome> => {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof HolderError) || error.code !== 'ERR_TOKEN_EXPIRED') throw error;
      await update({ tokens: await refreshTokens({ ...options, tokens: session.tokens }) });
      return run();
    }
  };
  const sort = async (outcome: CredentialOutcome) =>
    'received' in outcome
      ? update({ received: [...session.received, outcome.received] })
      : update({ waiting: [...session.waiting, outcome.waiting] });

  for (const waiting of session.waiting.filter(({ retryAt }) => options.isReady === true || retryAt <= now)) {
    const outcome = await withFreshToken(() => pollDeferred({ ...options, tokens: session.tokens, waiting }));
    session = { ...session, waiting: session.waiting.filter((other) => other !== waiting) };
    await sort(outcome);
  }
  for (const item of listItems(options)) {
    if ([...session.received, ...session.waiting].some((known) => isSameItem(known, item))) continue;
    const isSeal = item.configurationId === CONFIGURATION_IDS.seal;
    const copies = isSeal ? 1 : (options.copies ?? 1);
    await sort(
      await withFreshToken(() =>
        requestCredentials({ ...options, issuer, item, copies, holderCommitment, tokens: session.tokens }),
      ),
    );
  }
  return session;
}

/** What is requested: of the offered configurations those that this wallet keeps, each dataset that the server named. */
function listItems(options: ContinueIssuanceOptions): RequestedItem[] {
  const { session, issuer } = options;
  const formats: readonly string[] = HELD_FORMATS;
  const wanted = session.configurationIds.filter((id) => {
    if (id === CONFIGURATION_IDS.seal) return commitmentOf(options) !== undefined;
    return formats.includes(issuer.configurations[id]?.format ?? '');
  });
  if (!wanted.some((id) => id !== CONFIGURATION_IDS.seal)) {
    throw new HolderError('ERR_OFFER_INCOMPLETE', 'The offer has nothing that this wallet can keep.');
  }
  return wanted.flatMap((configurationId): RequestedItem[] => {
    const identifiers = session.tokens.credentialIdentifiers?.[configurationId];
    if (identifiers === undefined) return [{ configurationId }];
    return identifiers.map((credentialIdentifier) => ({ configurationId, credentialIdentifier }));
  });
}

/** Our extension goes to issuers that offer a seal, nobody else. */
function commitmentOf({ session, issuer, holderSecret, chain }: ContinueIssuanceOptions): bigint | undefined {
  const isOffered = offersSeal(issuer) && session.configurationIds.includes(CONFIGURATION_IDS.seal);
  return isOffered && holderSecret !== undefined && chain !== undefined
    ? hashHolderCommitment(holderSecret)
    : undefined;
}

async function verifySession(options: ContinueIssuanceOptions): Promise<StoredCredential> {
  const { session, issuer, chain, clock, random, http, trustAnchors = [], locale = 'en' } = options;
  const sealItem = session.received.find(({ configurationId }) => configurationId === CONFIGURATION_IDS.seal);
  const documents: StoredDocument[] = [];
  for (const item of session.received) {
    if (item === sealItem) continue;
    documents.push(await verifyReceivedItem({ item, issuer, http, clock, trustAnchors, locale }));
  }
  const { tokens, credentialIssuer, authorizationServer, configurationIds } = session;
  const credential: StoredCredential = {
    id: bytesToBase64Url(random.bytes(12)),
    issuer: { identifier: credentialIssuer, name: issuer.name },
    receivedAt: clock.now(),
    documents,
    ...(tokens.refreshToken === undefined ? {} : { renewal: { authorizationServer, configurationIds, tokens } }),
  };
  const holderCommitment = commitmentOf(options);
  if (sealItem === undefined || holderCommitment === undefined || chain === undefined) return credential;
  const { seal, claims } = await verifySealItem({
    item: sealItem,
    documents,
    credentialIssuer,
    holderCommitment,
    http,
    chain,
    clock,
  });
  const sealJwt = { token: sealItem.credentials[0]!, key: sealItem.keys[0]! };
  return { ...credential, claims, seal: sealToClaims(seal), sealJwt };
}

function isSameItem(known: RequestedItem, item: RequestedItem): boolean {
  return known.configurationId === item.configurationId && known.credentialIdentifier === item.credentialIdentifier;
}
