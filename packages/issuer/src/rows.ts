import type { P256PublicJwk, PublicJwk } from '@postern/credential';
import type { CaseAction, CaseState, IdentityAnswer, Measure } from '@postern/protocol';

export type {
  AnchorRow,
  AuditHeadRow,
  AuditKeyRow,
  AuditRow,
  ChainAccountRow,
  ChainAttempt,
  ChainTransactionRow,
  WaitingChange,
} from './chain-and-audit-rows.ts';

/** A bank as the role knows it. All times in this file are unix seconds. */
export type Tenant = {
  slug: string;
  name: string;
  issuerId: number;
  listId: number;
  schemaName: string;
  did: string;
  publicJwk: P256PublicJwk;
  sealKey: readonly [x: bigint, y: bigint];
  sealedSealKey: Uint8Array;
  operatorAddress: string;
  sealedOperatorKey: Uint8Array;
  /** Fragment of the DID URL of the key that signs now; `publicJwk` is that key. */
  keyName: string;
  /** X.509 chain of that key, base64 DER, leaf first, without the anchor. */
  certificates: readonly string[] | null;
  policy: TenantPolicy;
};

/** What a bank asks of wallets. Everything off lets every wallet of OpenID4VCI 1.0 in. */
export type TenantPolicy = {
  /** HAIP 1.0: DPoP and PAR are required. */
  haip: boolean;
  clientAttestation: 'optional' | 'required';
  /** Who may attest wallets: keys by issuer, or anchors of certificate chains (base64 DER). */
  attesters: readonly { issuer: string; jwk: PublicJwk }[];
  attestationAnchors: readonly string[];
};

/** A key that the bank's DID signs or signed with. */
export type TenantKeyRow = {
  tenant: string;
  keyName: string;
  /** Name of the key in its store. */
  kid: string;
  publicJwk: P256PublicJwk;
  /** X.509 chain, base64 DER, leaf first, without the anchor. */
  certificates: readonly string[] | null;
  createdAt: number;
  retiredAt: number | null;
  /** Who wants it revoked, and since when; a second person confirms. */
  revocationBy: string | null;
  revocationAt: number | null;
  /** Nothing stands under it any more, whatever date it bears. */
  revokedAt: number | null;
};

/** An auditor reads and exports; nothing is decided by one. */
export type StaffRole = 'analyst' | 'approver' | 'auditor';
export type StaffRow = { tenant: string; staffId: string; name: string; role: StaffRole };
export type SignInMethod = 'passkey' | 'demo';
export type SessionRow = {
  tokenHash: string;
  tenant: string;
  staffId: string;
  method: SignInMethod;
  createdAt: number;
  lastSeenAt: number;
};
export type PasskeyRow = {
  credentialId: string;
  tenant: string;
  staffId: string;
  publicKey: Uint8Array;
  counter: number;
  createdAt: number;
  /** When its counter last went back. */
  regressedAt: number | null;
};
export type ChallengeRow = {
  challengeHash: string;
  tenant: string;
  /** `step-up:` and the act that a signed-in person confirms; `passkey`: another one of a signed-in person. */
  purpose: 'sign-in' | 'enrolment' | 'passkey' | `step-up:${string}`;
  staffId: string | null;
  expiresAt: number;
};
export type EnrolmentLinkRow = { tokenHash: string; tenant: string; staffId: string; expiresAt: number };

export type PersonRow = {
  personId: string;
  tenant: string;
  wrappedDataKey: Uint8Array;
  /**
   * The person whose file two people said this one belongs to; its row then carries commitment, live seal and
   * re-binding for both, while the data keys stay apart.
   */
  mergedInto: string | null;
  holderCommitment: string | null;
  liveSealId: string | null;
  /** 0 at first binding. */
  reboundAt: number;
  createdAt: number;
};

export type CaseRow = {
  caseId: string;
  tenant: string;
  personId: string;
  state: CaseState;
  version: number;
  sealedApplication: Uint8Array;
  /** SHA-256 of the canonical application, keyed so that it tells nothing by itself; hex. */
  applicationHash: string;
  /** The assessment as it is signed, JSON; notes on a person are personal data. */
  sealedAssessment: Uint8Array | null;
  /** Who took the case up. */
  reviewerId: string | null;
  proposalHash: string | null;
  proposerId: string | null;
  approverId: string | null;
  /** A proposed measure that waits for its second person: what, under which decision, by whom, when. */
  pendingMeasure: Measure | null;
  measureHash: string | null;
  measureBy: string | null;
  measureAt: number | null;
  /** Set while one person's emergency suspension is neither confirmed nor lifted. */
  emergencySince: number | null;
  emergencyBy: string | null;
  statusTokenHash: string;
  submittedAt: number;
  updatedAt: number;
};

/** What a decision says about who the person is. */
export type DecidedIdentity = { candidatesHash: string; answers: readonly IdentityAnswer[] };

export type DecisionRow = {
  decisionHash: string;
  tenant: string;
  caseId: string;
  caseVersion: number;
  staffId: string;
  action: CaseAction;
  sealedAssessment: Uint8Array | null;
  /** Candidates that were shown, by digest, and the answers. */
  identity: DecidedIdentity | null;
  measure: Measure | null;
  sealedReason: Uint8Array | null;
  nonce: string;
  state: 'prepared' | 'made' | 'void';
  method: SignInMethod | 'none' | null;
  assertion: unknown;
  preparedAt: number;
  madeAt: number | null;
};

/** What two people answered about one pair of files. */
export type IdentityAnswerRow = {
  decisionHash: string;
  tenant: string;
  caseId: string;
  otherPersonId: string;
  otherCaseId: string;
  answer: 'same' | 'another';
  proposerId: string;
  approverId: string;
  /** Drawn for a second look. */
  sampled: boolean;
  answeredAt: number;
};

export type OfferRow = {
  offerId: string;
  tenant: string;
  caseId: string;
  codeHash: string;
  sealedCode: Uint8Array;
  sealedTxCode: Uint8Array;
  tries: number;
  state: 'open' | 'redeemed' | 'locked' | 'withdrawn';
  createdAt: number;
  expiresAt: number;
  /** Asked for by the applicant before the decision. */
  early: boolean;
  /** Two people decided that another wallet may take the place of the one that holds the live credential. */
  mayRebind: boolean;
  /** Digest of the short code that a person can type. */
  collectionHash: string | null;
};

export type IssuanceRow = {
  issuanceId: string;
  tenant: string;
  caseId: string;
  personId: string;
  offerId: string;
  /** Null while the case is not decided. */
  sealedRecord: Uint8Array | null;
  holderCommitment: string | null;
  validUntil: number | null;
  /** Hash of the approval that the record was made under. */
  approvalHash: string | null;
  /** Of the offer that it came from. */
  mayRebind: boolean;
  /** First issuance of the grant, where a refreshed token led here: the same wallet asks. */
  predecessorId: string | null;
  /** Set when its re-binding was cancelled: nothing comes from it any more. */
  withdrawnAt: number | null;
  createdAt: number;
};

/** What a wallet was authorized to fetch; all of its tokens hang on it. */
export type GrantRow = {
  grantId: string;
  tenant: string;
  issuanceId: string;
  /** Null after anonymous access. */
  clientId: string | null;
  /** Thumbprint of the DPoP key; null for bearer tokens. */
  jkt: string | null;
  configurationIds: readonly string[];
  /** Credentials are asked for by `credential_identifier`. */
  byIdentifier: boolean;
  createdAt: number;
  revokedAt: number | null;
};
export type RefreshTokenRow = {
  tokenHash: string;
  tenant: string;
  grantId: string;
  state: 'open' | 'used';
  expiresAt: number;
};

/** A checked authorization request. */
export type AuthorizationTerms = {
  clientId: string;
  redirectUri: string;
  codeChallenge: string;
  state: string | null;
  configurationIds: readonly string[] | null;
  byIdentifier: boolean;
  issuerState: string | null;
  dpopJkt: string | null;
};
export type AuthorizationRequestRow = {
  requestHash: string;
  tenant: string;
  kind: 'pushed' | 'page';
  request: AuthorizationTerms;
  tries: number;
  expiresAt: number;
};
export type AuthorizationCodeRow = {
  codeHash: string;
  tenant: string;
  offerId: string;
  request: AuthorizationTerms;
  state: 'open' | 'used';
  grantId: string | null;
  expiresAt: number;
};

/** A holder key that was proven. */
export type ProvenKey = { publicJwk: PublicJwk; did: string; thumbprint: string };

export type DeferredIssuanceRow = {
  transactionHash: string;
  tenant: string;
  issuanceId: string;
  configurationId: string;
  keys: readonly ProvenKey[];
  holderCommitment: string | null;
  expiresAt: number;
};

export type CredentialRow = {
  credentialId: string;
  tenant: string;
  issuanceId: string;
  caseId: string;
  personId: string;
  configurationId: string;
  listId: number;
  statusIndex: number;
  keyThumbprint: string;
  state: 'intent' | 'issued';
  revokedAt: number | null;
  suspendedAt: number | null;
  validUntil: number;
  createdAt: number;
  issuedAt: number | null;
  notificationId: string;
  notification: string | null;
};

/** An unrevoked copy of a person, with what decides whether new ones replace it, and whether its wallet is another. */
export type CopyRow = Pick<
  CredentialRow,
  | 'credentialId'
  | 'tenant'
  | 'caseId'
  | 'listId'
  | 'issuanceId'
  | 'configurationId'
  | 'keyThumbprint'
  | 'state'
  | 'suspendedAt'
  | 'validUntil'
  | 'createdAt'
> & {
  /** First issuance of the grant that it came under. */
  firstIssuanceId: string;
  /** Commitment that its issuance is bound to. */
  holderCommitment: string | null;
};

/**
 * Another wallet is to take the place of the one that holds a person's live credentials. Until it ends, these copies
 * are suspended and the new ones wait. It changes only while the row of its person is locked.
 */
export type RebindingRow = {
  rebindingId: string;
  tenant: string;
  /** Case that the new credentials are issued for, and what asked for them first. */
  caseId: string;
  issuanceId: string;
  /** The person whose row carries commitment and live seal for all files concerned. */
  personId: string;
  /** Approval that the case stood on. */
  approvalHash: string | null;
  /** Copies that end with it, and their cases. */
  credentialIds: readonly string[];
  oldCaseIds: readonly string[];
  /** `held`: the holder objected, so that time ends nothing any more. */
  state: 'waiting' | 'held' | 'done' | 'cancelled';
  /** Of the link that was sent to the holder. */
  tokenHash: string;
  startedAt: number;
  dueAt: number;
  endedAt: number | null;
};

/** A presentation that the bank asked of the old wallet. */
export type ConfirmationRequestRow = {
  requestId: string;
  tenant: string;
  rebindingId: string;
  nonce: string;
  expiresAt: number;
};

/** A message that waits to be handed over, or was. */
export type MailRow = {
  mailId: string;
  tenant: string;
  personId: string;
  /** The file that it is about, another that it concerns, and what their logs say once it is handed over. */
  caseId: string;
  otherCaseId: string | null;
  sentAction: string;
  /** Address, subject and text, sealed for the person. */
  sealedMessage: Uint8Array;
  tries: number;
  nextTryAt: number;
  sentAt: number | null;
  createdAt: number;
  expiresAt: number;
};

export type SnapshotRow = {
  tenant: string;
  listId: number;
  epoch: number;
  statusRoot: string;
  contentHash: string;
  /** gzip of the raw bit file. */
  packedBits: Uint8Array;
  createdAt: number;
};

/** Numbers of one list's rows. */
export type StatusCounts = {
  /** Copies, each with an index of its own. */
  issued: number;
  /** Issuances that they came of: what a person would call one credential. */
  issuances: number;
  revoked: number;
  suspended: number;
};
