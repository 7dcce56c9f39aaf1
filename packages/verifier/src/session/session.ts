import type { P256PublicJwk } from '@postern/credential';
import type {
  Denial,
  EncryptionJwk,
  Proven,
  SessionState,
  StatusFreshness,
  ZkPresentation,
  ZkQueryMeta,
} from '@postern/protocol';

import type { Question } from '../question/question.ts';

/** States in which a session still takes an answer: a refused presentation may be followed by a better one. */
export const ANSWERABLE_STATES = ['open', 'fetched', 'refused'] as const satisfies readonly SessionState[];

/** One question of one protocol. Times in unix seconds. */
export type SessionRecord = {
  sessionId: string;
  protocolId: string;
  /** Names the session towards wallets; the session id is for the protocol alone. */
  requestId: string;
  status: SessionState;
  /** The policy to prove, with the account that passes by it or without: then to this session. Absent: only claims. */
  policy?: ZkQueryMeta | undefined;
  question: Question;
  nonce: string;
  /** The request's `state` parameter. */
  requestState: string;
  returnUrl?: string | undefined;
  createdAt: number;
  expiresAt: number;
  /** Key that answers are encrypted to; absent when they come in the clear, and once the session has ended. */
  encryption?: SealedKey | undefined;
  /** Public half of the key that the protocol was handed; absent when no claims are asked. */
  resultJwk?: (P256PublicJwk & { kid: string }) | undefined;
  denial?: Denial | undefined;
  /** Ids of the queries that were answered. */
  answered?: readonly string[] | undefined;
  presentation?: ZkPresentation | undefined;
  /** In place of the presentation when it was made for this session. */
  proven?: Proven | undefined;
  /** How old the status behind an accepted proof was; says nothing about the person. */
  proofStatus?: StatusFreshness | undefined;
  /** Claims as a JWE to `resultJwk`. */
  sealedResult?: string | undefined;
  /** What was presented is gone from this moment on. */
  presentationUntil?: number | undefined;
  /** SHA-256 of the response code, base64url; the code itself goes to the wallet only. */
  responseCodeHash?: string | undefined;
};

/** A key pair whose private part only the service's key box opens. */
export type SealedKey = { publicJwk: EncryptionJwk; sealedKey: Uint8Array };
