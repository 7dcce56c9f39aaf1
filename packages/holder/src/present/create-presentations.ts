import { createVpJwt, parseCompactJws, presentSdJwtVc } from '@postern/credential';
import { createCircuitInputs } from '@postern/proof';
import type { ZkPresentation } from '@postern/protocol';

import { HolderError } from '../error.ts';
import type { Prover } from '../ports.ts';
import { createHolderSigner } from '../receive/holder-key.ts';
import { sealOfCredential, type StoredCopy, type StoredDocument } from '../store/stored-credential.ts';
import type { CredentialCheck } from './check-credential.ts';
import type { VerifiedRequest } from './fetch-presentation-request.ts';
import type { ClaimsMatch } from './match-documents.ts';
import { computeProofTarget } from './proof-target.ts';
import type { RequestedPolicy } from './read-requested-policy.ts';

export type ReadyCheck = Extract<CredentialCheck, { state: 'ready' }>;

/** The copy to show: one that nobody has seen, else the one that was shown longest ago. */
export function chooseCopy(document: StoredDocument): StoredCopy {
  return document.copies.toSorted((left, right) => (left.usedAt ?? 0) - (right.usedAt ?? 0))[0]!;
}

/** Presents a document: an SD-JWT VC with the asked disclosures only, a W3C credential inside a signed presentation. */
export async function presentDocument(options: {
  request: VerifiedRequest;
  match: ClaimsMatch;
  copy: StoredCopy;
  /** Agreed-to texts that this presentation carries the hashes of. */
  transactionData: readonly string[];
  /** Unix seconds. */
  now: number;
}): Promise<string> {
  const { request, match, copy, transactionData, now } = options;
  const { clientId: audience, nonce } = request;
  const signer = await createHolderSigner(copy.key);
  const { format } = match.document;
  if (format === 'dc+sd-jwt') {
    const agreed = transactionData.length === 0 ? {} : { transactionData };
    return presentSdJwtVc({ token: copy.token, disclose: match.paths, signer, audience, nonce, now, ...agreed });
  }
  const { holder, kid } = readSubject(copy.token);
  const version = format === 'jwt_vc_json' ? 1 : 2;
  return createVpJwt({ version, credentials: [copy.token], holder, kid, signer, audience, nonce, now });
}

/**
 * Proves a policy. Scope and binding are computed here from the authenticated request: an answer for one account of one
 * registry cannot be used for another, and one for a session neither for another session nor on chain.
 *
 * @throws {HolderError} ERR_RENEWAL_SHORTENS the account's pass would end sooner than it does; ERR_DURATION,
 *   ERR_REQUEST_SIGNATURE
 * @throws {StatementError} the statement is false
 */
export async function provePolicy(options: {
  request: VerifiedRequest;
  policy: RequestedPolicy;
  ready: ReadyCheck;
  expiresAt: number;
  holderSecret: bigint;
  prove: Prover;
}): Promise<ZkPresentation> {
  const { request, policy, ready, expiresAt, holderSecret, prove } = options;
  if (ready.presentEnd !== undefined && expiresAt < ready.presentEnd) {
    throw new HolderError('ERR_RENEWAL_SHORTENS', 'The account has a pass that ends later than this proof would.');
  }
  if (!ready.durations.some((choice) => choice.expiresAt === expiresAt)) {
    throw new HolderError('ERR_DURATION', 'The duration is not one of those offered.');
  }
  const target = await computeProofTarget({ request, policy });
  return prove(
    createCircuitInputs({
      seal: sealOfCredential(ready.credential),
      holderSecret,
      compiledPolicy: policy.compiled,
      ...ready.paths,
      ...target,
      now: ready.now,
      expiresAt,
    }),
  );
}

/** The subject of a W3C credential is a DID of the holder key; its one verification method follows from the DID. */
function readSubject(token: string): { holder: string; kid: string } {
  const { payload } = parseCompactJws(token);
  const subject = payload['credentialSubject'] as { id?: unknown } | undefined;
  const holder = payload['vc'] === undefined ? subject?.id : payload['sub'];
  if (typeof holder === 'string' && holder.startsWith('did:jwk:')) return { holder, kid: `${holder}#0` };
  if (typeof holder === 'string' && holder.startsWith('did:key:')) {
    return { holder, kid: `${holder}#${holder.slice('did:key:'.length)}` };
  }
  throw new HolderError('ERR_CREDENTIAL_KEY', 'The credential is bound to a key in a way that cannot be presented.');
}
