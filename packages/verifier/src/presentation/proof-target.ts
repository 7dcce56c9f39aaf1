import { jwkThumbprint } from '@postern/credential';
import {
  computeAccountBinding,
  computeChainScope,
  computeSessionBinding,
  computeVerifierScope,
} from '@postern/primitives';
import type { PublicSignals } from '@postern/proof/verify';
import type { ZkQueryMeta } from '@postern/protocol';

import { PresentationMismatchError, SessionError } from '../errors.ts';
import type { SessionRecord } from '../session/session.ts';

/** Whom a proof must have been made for: an account at a gate on chain, or one session of one client identifier. */
export type ProofTarget =
  | { kind: 'account'; chainId: number; registry: string; account: string }
  | { kind: 'session'; clientId: string; responseUri: string; nonce: string; encryptionKeyThumbprint: string };

/**
 * Whom the answer to a session's question for a proof must be for; nothing of it comes from the answer.
 *
 * @throws {SessionError} `ERR_SESSION_RESPONSE_MODE` a proof to the session that came on a way without an address
 */
export async function proofTargetOf(options: {
  meta: ZkQueryMeta;
  session: Pick<SessionRecord, 'nonce' | 'encryption'>;
  clientId: string;
  /** Undefined over the Digital Credentials API. */
  responseUri: string | undefined;
}): Promise<ProofTarget> {
  const { meta, session, clientId, responseUri } = options;
  const { chainId, registry, account } = meta;
  if (account !== undefined) return { kind: 'account', chainId, registry, account };
  if (responseUri === undefined) {
    throw new SessionError('ERR_SESSION_RESPONSE_MODE', 'A proof to the session is posted by the wallet itself.');
  }
  const { nonce, encryption } = session;
  const encryptionKeyThumbprint = encryption === undefined ? '' : await thumbprintOf(encryption.publicJwk);
  return { kind: 'session', clientId, responseUri, nonce, encryptionKeyThumbprint };
}

/**
 * Compares a proof's scope and binding with those computed here. The bindings of sessions and of accounts never meet:
 * a proof for an account at a gate is none for a session, and the reverse.
 *
 * @throws {PresentationMismatchError} `ERR_PRESENTATION_OTHER_SCOPE`, `ERR_PRESENTATION_OTHER_ACCOUNT`,
 *   `ERR_PRESENTATION_OTHER_SESSION`
 */
export function assertMadeFor(options: {
  signals: Pick<PublicSignals, 'scope' | 'binding'>;
  target: ProofTarget;
  /** Of the policy; used for accounts. */
  scopeId: string;
}): void {
  const { signals, target, scopeId } = options;
  const scope = target.kind === 'account' ? computeChainScope({ ...target, scopeId }) : computeVerifierScope(target);
  if (signals.scope !== scope) {
    throw new PresentationMismatchError('ERR_PRESENTATION_OTHER_SCOPE', 'The proof was made for another gate or site.');
  }
  if (target.kind === 'account') {
    if (signals.binding === computeAccountBinding(target.account)) return;
    throw new PresentationMismatchError('ERR_PRESENTATION_OTHER_ACCOUNT', 'The proof was made for another account.');
  }
  if (signals.binding !== computeSessionBinding(target)) {
    throw new PresentationMismatchError('ERR_PRESENTATION_OTHER_SESSION', 'The proof was made for another request.');
  }
}

function thumbprintOf({ kty, crv, x, y }: NonNullable<SessionRecord['encryption']>['publicJwk']): Promise<string> {
  return jwkThumbprint({ kty, crv, x, y });
}
