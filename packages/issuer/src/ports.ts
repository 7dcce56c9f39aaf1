import type { JwsSigner, VcPayload } from '@postern/credential';
import type { Clock, Random } from '@postern/primitives';
import type { AnchorTimes, CaseState } from '@postern/protocol';

import type {
  AuthorizationCodeRow,
  AuthorizationRequestRow,
  CaseRow,
  ChallengeRow,
  ConfirmationRequestRow,
  CopyRow,
  CredentialRow,
  DecisionRow,
  DeferredIssuanceRow,
  EnrolmentLinkRow,
  GrantRow,
  IdentityAnswerRow,
  IssuanceRow,
  MailRow,
  OfferRow,
  PasskeyRow,
  PersonRow,
  RebindingRow,
  RefreshTokenRow,
  SessionRow,
  SnapshotRow,
  StaffRow,
  StatusCounts,
  Tenant,
  TenantKeyRow,
  TenantPolicy,
} from './rows.ts';
import type { AnchorChain, AnchorStore, AuditStore, OutboxSettings } from './chain-and-audit-ports.ts';
import type { Vault } from './vault/create-vault.ts';

export type {
  AnchorCall,
  AnchorChain,
  ChainReceipt,
  OutboxSettings,
  RegisteredLeaf,
  SignedTransaction,
} from './chain-and-audit-ports.ts';

/** What names an offer: its secret code, its id, or the short code that a person can type. */
export type OfferName = { codeHash: string } | { offerId: string } | { collectionHash: string };

type AuthorizationRequestKey = {
  tenant: string;
  kind: AuthorizationRequestRow['kind'];
  requestHash: string;
  now: number;
};

/** Place of a case in the list; unix seconds. */
export type CasePosition = { updatedAt: number; caseId: string };

/** Unix seconds; the answer is sealed. */
export type IdempotentAnswerRow = {
  keyHash: string;
  requestHash: string;
  sealedAnswer: Uint8Array;
  expiresAt: number;
};

/**
 * What one database transaction can do. Everything done through one object commits together or not at all.
 * Order of locks: case, offer, person, re-binding, credential, chain account, then the tenant (by `lockTenant`), then
 * outbox and audit rows.
 */
export type IssuerTransaction = {
  findTenant(slug: string): Promise<Tenant | null>;
  listTenants(): Promise<Tenant[]>;
  addTenant(tenant: Omit<Tenant, 'certificates'> & { createdAt: number }): Promise<void>;
  saveTenantPolicy(slug: string, policy: TenantPolicy): Promise<void>;
  /** Oldest first. */
  listTenantKeys(slug: string): Promise<TenantKeyRow[]>;
  saveTenantKey(row: TenantKeyRow): Promise<void>;
  /** Makes another key the one that signs. */
  setSigningKey(slug: string, key: { keyName: string; publicJwk: Tenant['publicJwk'] }): Promise<void>;
  /** Serialises status changes, anchors and audit entries of one tenant until the transaction ends. */
  lockTenant(slug: string): Promise<void>;

  saveStaff(staff: StaffRow): Promise<void>;
  /** Present members; with those who left for names of what was done. */
  listStaff(tenant: string, options?: { alsoRemoved: boolean }): Promise<StaffRow[]>;
  /** A present member. */
  findStaff(tenant: string, staffId: string): Promise<StaffRow | null>;
  /** Marks a member as gone and ends what the person could act by: sessions, links, challenges, prepared decisions. */
  removeStaff(tenant: string, staffId: string, removedAt: number): Promise<void>;
  addPasskey(passkey: PasskeyRow): Promise<void>;
  deletePasskey(credentialId: string): Promise<void>;
  findPasskey(credentialId: string): Promise<PasskeyRow | null>;
  listPasskeys(tenant: string, staffId?: string): Promise<PasskeyRow[]>;
  setPasskeyCounter(credentialId: string, counter: { counter: number; regressedAt: number | null }): Promise<void>;
  /** Locks the passkeys of a member: two removals at once do not leave none. */
  lockPasskeys(tenant: string, staffId: string): Promise<void>;
  addEnrolmentLink(link: EnrolmentLinkRow): Promise<void>;
  findEnrolmentLink(tokenHash: string): Promise<EnrolmentLinkRow | null>;
  /** Deletes and returns the link: only one caller gets it. */
  takeEnrolmentLink(tokenHash: string): Promise<EnrolmentLinkRow | null>;
  deleteEnrolmentLinks(tenant: string, staffId: string): Promise<void>;
  /** Stores it, and forgets those that are stale at `now`. */
  addChallenge(challenge: ChallengeRow, now: number): Promise<void>;
  /** Deletes and returns the challenge: only one caller gets it. */
  takeChallenge(challengeHash: string): Promise<ChallengeRow | null>;
  addSession(session: SessionRow): Promise<void>;
  findSession(tokenHash: string): Promise<SessionRow | null>;
  touchSession(tokenHash: string, lastSeenAt: number): Promise<void>;
  deleteSession(tokenHash: string): Promise<void>;

  addPerson(person: PersonRow): Promise<void>;
  /** Keyed tokens by which an application is found again; they tell nothing by themselves. */
  addIdentityTokens(options: { tenant: string; caseId: string; tokens: readonly string[] }): Promise<void>;
  /** Cases in one of the states that share a token, other than the given one. */
  findCasesByTokens(options: {
    tenant: string;
    tokens: readonly string[];
    states: readonly CaseState[];
    exceptCaseId: string;
  }): Promise<CaseRow[]>;
  /** Cases that have no tokens yet: those of an earlier release. */
  listCasesWithoutTokens(limit: number): Promise<CaseRow[]>;
  addIdentityAnswers(rows: readonly IdentityAnswerRow[]): Promise<void>;
  listIdentityAnswers(tenant: string, filter?: { caseId: string }): Promise<IdentityAnswerRow[]>;
  /** The person and everybody whose file was joined to theirs. */
  listPersonGroup(personId: string): Promise<PersonRow[]>;
  findPerson(personId: string): Promise<PersonRow | null>;
  listPersons(personIds: readonly string[]): Promise<PersonRow[]>;
  /** Reads the person and locks the row: one issuance of a seal at a time. */
  lockPerson(personId: string): Promise<PersonRow | null>;
  savePerson(person: PersonRow): Promise<void>;

  addCase(row: CaseRow): Promise<void>;
  findCase(tenant: string, caseId: string): Promise<CaseRow | null>;
  /** Reads the case and locks the row. */
  lockCase(tenant: string, caseId: string): Promise<CaseRow | null>;
  saveCase(row: CaseRow): Promise<void>;
  /** Newest change first, `after` the one that is named. */
  listCases(
    tenant: string,
    page: { state?: CaseState | undefined; limit: number; after?: CasePosition | undefined },
  ): Promise<CaseRow[]>;
  countCases(tenant: string): Promise<Partial<Record<CaseState, number>>>;
  /** Cases under an unconfirmed emergency suspension that began before the moment. */
  listEmergenciesBefore(tenant: string, before: number): Promise<CaseRow[]>;
  listCasesOfPersons(tenant: string, personIds: readonly string[]): Promise<CaseRow[]>;
  /** The case of these persons whose approval was made last, whatever became of it; null: none was approved. */
  findNewestApproved(tenant: string, personIds: readonly string[]): Promise<string | null>;

  addDecision(row: DecisionRow): Promise<void>;
  findDecision(decisionHash: string): Promise<DecisionRow | null>;
  saveDecision(row: DecisionRow): Promise<void>;
  /** Voids every decision of the case that is prepared, and the made proposals when told. */
  voidDecisions(caseId: string, options: { alsoMade: boolean }): Promise<void>;
  listDecisions(tenant: string, caseId: string): Promise<DecisionRow[]>;

  addOffer(row: OfferRow): Promise<void>;
  findOffer(tenant: string, offerId: string): Promise<OfferRow | null>;
  findLatestOffer(tenant: string, caseId: string): Promise<OfferRow | null>;
  withdrawOffers(tenant: string, caseId: string): Promise<void>;
  /** One UPDATE: counts a try on an open, unexpired offer with tries left, and returns it as counted. */
  countOfferTry(options: OfferName & { tenant: string; now: number; limit: number }): Promise<OfferRow | null>;
  /** One UPDATE from open to the state; false when it was not open. */
  closeOffer(offerId: string, state: 'redeemed' | 'locked'): Promise<boolean>;

  addIssuance(row: IssuanceRow): Promise<void>;
  findIssuance(issuanceId: string): Promise<IssuanceRow | null>;
  saveIssuance(row: IssuanceRow): Promise<void>;
  /** Lets nothing more come from this issuance, nor from any of the case that waits, but for the excepted ones. */
  withdrawIssuances(options: {
    tenant: string;
    caseId: string;
    issuanceId: string;
    exceptIssuanceIds: readonly string[];
    now: number;
  }): Promise<void>;

  addGrant(row: GrantRow): Promise<void>;
  findGrant(tenant: string, grantId: string): Promise<GrantRow | null>;
  saveGrant(row: GrantRow): Promise<void>;
  /** Ends what these persons were granted, and takes back open offers, under every case but the excepted one. */
  endGrants(options: {
    tenant: string;
    personIds: readonly string[];
    exceptCaseId: string | null;
    now: number;
  }): Promise<void>;
  /** Ends what was granted under these issuances. */
  endGrantsOf(options: { tenant: string; issuanceIds: readonly string[]; now: number }): Promise<void>;
  addAccessToken(token: { tokenHash: string; tenant: string; grantId: string; expiresAt: number }): Promise<void>;
  /** The live grant and issuance of an access token that is good now. */
  findAccess(options: {
    tenant: string;
    tokenHash: string;
    now: number;
  }): Promise<{ grant: GrantRow; issuance: IssuanceRow } | null>;
  addRefreshToken(row: RefreshTokenRow): Promise<void>;
  findRefreshToken(tenant: string, tokenHash: string): Promise<RefreshTokenRow | null>;
  /** One UPDATE from open to used; false when it was not open. */
  useRefreshToken(tokenHash: string): Promise<boolean>;

  addAuthorizationRequest(row: AuthorizationRequestRow): Promise<void>;
  /** One UPDATE: counts a try on the request and returns it as counted; null when it is gone. */
  countAuthorizationTry(options: AuthorizationRequestKey): Promise<AuthorizationRequestRow | null>;
  /** Deletes and returns the request: only one caller gets it. */
  takeAuthorizationRequest(options: AuthorizationRequestKey): Promise<AuthorizationRequestRow | null>;
  addAuthorizationCode(row: AuthorizationCodeRow): Promise<void>;
  findAuthorizationCode(tenant: string, codeHash: string): Promise<AuthorizationCodeRow | null>;
  /** One UPDATE from open to used; false when it was not open. */
  useAuthorizationCode(codeHash: string, grantId: string): Promise<boolean>;

  /**
   * Locks case, its person and the holder (the person whose file it was joined to, or the same one), in this order, in
   * one statement; with a marker only if its value is used here first.
   * Null when the marker was used before, or there is no such case.
   */
  lockForIssuance(options: {
    tenant: string;
    caseId: string;
    marker: { markerHash: string; expiresAt: number } | null;
  }): Promise<{ row: CaseRow; person: PersonRow; holder: PersonRow } | null>;
  /** The issuance, how many copies it has, and the unrevoked copies of its person, joined files included. */
  readIssuanceCopies(
    issuanceId: string,
  ): Promise<{ issuance: IssuanceRow; copies: number; unrevoked: readonly CopyRow[] } | null>;

  addDeferred(row: DeferredIssuanceRow): Promise<void>;
  /** Requests of the issuance that still wait. */
  countDeferred(issuanceId: string): Promise<number>;
  findDeferred(options: { tenant: string; transactionHash: string; now: number }): Promise<DeferredIssuanceRow | null>;
  /** Deletes the transaction; false when it was not there. Only one caller gets true. */
  takeDeferred(transactionHash: string): Promise<boolean>;

  addRebinding(row: RebindingRow): Promise<void>;
  findRebinding(tenant: string, rebindingId: string): Promise<RebindingRow | null>;
  saveRebinding(row: RebindingRow): Promise<void>;
  /** Those that wait or are held. */
  listOpenRebindings(tenant: string, personIds: readonly string[]): Promise<RebindingRow[]>;
  /** The newest that the case takes part in, on either side. */
  findLatestRebinding(tenant: string, caseId: string): Promise<RebindingRow | null>;
  countCancelledRebindings(options: { tenant: string; caseId: string; approvalHash: string }): Promise<number>;
  /** Of all banks, oldest first: waiting, past their time, and for a case that may be issued from. */
  listDueRebindings(now: number, limit: number): Promise<RebindingRow[]>;
  addConfirmationRequest(row: ConfirmationRequestRow): Promise<void>;
  findConfirmationRequest(options: {
    tenant: string;
    requestId: string;
    now: number;
  }): Promise<ConfirmationRequestRow | null>;
  /** Deletes the request; false when it was not there. Only one caller gets true. */
  takeConfirmationRequest(requestId: string): Promise<boolean>;

  addMail(row: MailRow): Promise<void>;
  /** Locks and returns a message that is due; others that somebody has locked are passed over. */
  lockDueMail(now: number): Promise<MailRow | null>;
  saveMail(row: MailRow): Promise<void>;
  /** Newest first, of all banks. */
  listMails(limit: number): Promise<MailRow[]>;

  /** One INSERT: true for the first use of a value that counts once (nonce, jti), false for every later one. */
  useOnce(marker: { markerHash: string; expiresAt: number }): Promise<boolean>;
  /** Keeps an answer; false when its key has one that has not run out. The second of two at once waits for the first. */
  addIdempotentAnswer(row: IdempotentAnswerRow, now: number): Promise<boolean>;
  findIdempotentAnswer(keyHash: string, now: number): Promise<IdempotentAnswerRow | null>;
  /** Deletes what has run out: markers, tokens, codes, requests. */
  purgeExpired(now: number): Promise<void>;

  /** Multi-row insert of intents; returns the ids of those whose index was free. */
  addCredentialIntents(rows: readonly CredentialRow[]): Promise<string[]>;
  /** Locks the case and, where it allows issuance, marks the copies; an approved case becomes active. False if not. */
  markCredentialsIssued(options: {
    tenant: string;
    caseId: string;
    credentialIds: readonly string[];
    issuedAt: number;
  }): Promise<boolean>;
  /** Of each case, the newest issued copy. */
  listNewestCredentials(caseIds: readonly string[]): Promise<CredentialRow[]>;
  listCredentials(filter: {
    tenant: string;
    caseId?: string;
    personId?: string;
    issuanceId?: string;
  }): Promise<CredentialRow[]>;
  listCopies(credentialIds: readonly string[]): Promise<CredentialRow[]>;
  findCredentialsByNotification(tenant: string, notificationId: string): Promise<CredentialRow[]>;
  setNotification(tenant: string, notificationId: string, event: string): Promise<void>;
  /** Changes status bits and counts the change in the list of each bank concerned. */
  setCredentialStatus(options: {
    credentialIds: readonly string[];
    revokedAt?: number;
    suspendedAt?: number | null;
    changedAt: number;
  }): Promise<void>;
  listStatusIndexes(tenant: string, listId: number): Promise<{ revoked: number[]; suspended: number[] }>;
  countStatus(tenant: string, listId: number): Promise<StatusCounts>;
  /** A number that grows with every change of a status in the list, and when the last was made; 0 before the first. */
  readStatusVersion(tenant: string, listId: number): Promise<{ version: number; changedAt: number }>;

  saveSnapshot(row: SnapshotRow): Promise<void>;
  findSnapshot(tenant: string, listId: number, epoch: number | undefined): Promise<SnapshotRow | null>;
} & AnchorStore &
  AuditStore;

/** The issuer's database. */
export type IssuerStore = {
  /** For a single read: each statement stands alone. */
  read<T>(run: (reader: IssuerTransaction) => Promise<T>): Promise<T>;
  /** May run it again when the database took it back for the sake of another: what it does outside is done once more. */
  transaction<T>(run: (transaction: IssuerTransaction) => Promise<T>): Promise<T>;
};

/** Signs with a tenant's DID key; the key never leaves its store. */
export type CredentialSigner = {
  signVcJwt(options: { tenant: Tenant; payload: VcPayload }): Promise<string>;
  jwsSigner(tenant: Tenant): JwsSigner;
  /** By the name of a key in its store. */
  keySigner(kid: string): JwsSigner;
};

/** Makes the X.509 chain of a bank's key, base64 DER, leaf first, without the anchor; null where nobody here can. */
export type CertificateMaker = (options: {
  tenant: Tenant;
  publicJwk: Tenant['publicJwk'];
  /** The chain that the key has, to be left or renewed; `null` for a key without one. */
  present: readonly string[] | null;
}) => Promise<readonly string[] | null>;

/** A passkey's answer, checked by the WebAuthn library with the origin and relying party of the portal. */
export type PasskeyVerifier = {
  verifyAssertion(options: {
    response: unknown;
    challenge: string;
    passkey: PasskeyRow;
  }): Promise<{ verified: boolean; counter: number }>;
  verifyAttestation(options: {
    response: unknown;
    challenge: string;
  }): Promise<{ credentialId: string; publicKey: Uint8Array; counter: number } | null>;
};

/** A message to a person in plain text. */
export type Mail = { tenant: string; to: string; subject: string; text: string };

/** Hands messages over to the mail system; a message may come twice, when a process ends in between. */
export type Mailer = { send(mail: Mail): Promise<void> };

/** A wallet whose maker the operator knows: answers go to these addresses only. */
export type WalletClient = { clientId: string; redirectUris: readonly string[]; name?: string | undefined };

export type IssuerSettings = {
  /** Origin of this service, e.g. `http://localhost:4101`. */
  publicUrl: string;
  portalUrl: string;
  walletUrl: string;
  /** How anchors are followed. */
  outbox: OutboxSettings;
  /** Demo sign-in, already reduced to local chains. */
  demoSignIn: boolean;
  markTestData: boolean;
  offerLifeSeconds: number;
  accessTokenLifeSeconds: number;
  refreshTokenLifeSeconds: number;
  /** Every DPoP proof must carry a nonce of ours (RFC 9449 §8). */
  dpopNonceRequired: boolean;
  nonceLifeSeconds: number;
  sessionIdleSeconds: number;
  sessionLifeSeconds: number;
  /** Registered wallets; others are public clients that nobody vouches for. */
  clients: readonly WalletClient[];
  rebindCooldownSeconds: number;
  /** How long a decision waits for the chain at worst. */
  anchorTimes: AnchorTimes;
  /** How long the holder of a live credential has to object before another wallet takes its place. */
  rebindingDelaySeconds: number;
};

/** A row that is there and cannot be read: its table and key, nothing of what it holds. */
export type UnreadableRow = { table: string; id: string };

/** Everything that the role needs from outside. */
export type IssuerContext = {
  store: IssuerStore;
  vault: Vault;
  signer: CredentialSigner;
  /** The chain that wallets read without naming one: the first of `chains`. */
  chain: AnchorChain;
  /** Where status changes are anchored. */
  chains: readonly [AnchorChain, ...AnchorChain[]];
  passkeys: PasskeyVerifier;
  /** Null where no mail system is connected: then nobody is told, and the files say so. */
  mailer: Mailer | null;
  /** Told of every row that a reading had to leave out. */
  onUnreadable: (row: UnreadableRow) => void;
  clock: Clock;
  random: Random;
  settings: IssuerSettings;
};
