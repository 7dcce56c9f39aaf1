import type { Denial, SessionState, ZkPresentation } from '@postern/protocol';

/** States in which a session still takes an answer: a refused presentation may be followed by a better one. */
export const ANSWERABLE_STATES = ['open', 'fetched', 'refused'] as const satisfies readonly SessionState[];

/** One question of one protocol to one account's holder. Times in unix seconds. */
export type SessionRecord = {
  sessionId: string;
  protocolId: string;
  /** Names the session towards wallets; the session id is for the protocol alone. */
  requestId: string;
  status: SessionState;
  policyId: string;
  chainId: number;
  /** Address of the pass registry. */
  registry: string;
  account: string;
  nonce: string;
  /** The request's `state` parameter. */
  requestState: string;
  returnUrl?: string | undefined;
  createdAt: number;
  expiresAt: number;
  denial?: Denial | undefined;
  presentation?: ZkPresentation | undefined;
  /** The presentation is gone from this moment on. */
  presentationUntil?: number | undefined;
  /** SHA-256 of the response code, base64url; the code itself goes to the wallet only. */
  responseCodeHash?: string | undefined;
};
