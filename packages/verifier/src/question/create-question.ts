import { bytesToBase64Url } from '@postern/primitives';
import {
  type AskedCredential,
  type CreateSessionRequest,
  type CredentialQuery,
  type DcqlQuery,
  POLICY_QUERY_ID,
  TERMS_TRANSACTION_TYPE,
  type TermsTransactionData,
  type TrustedAuthority,
  zDcqlQuery,
  ZK_FORMAT,
  type ZkQueryMeta,
} from '@postern/protocol';

import { SessionError } from '../errors.ts';
import type { ProtocolRecord } from '../ports.ts';
import { type Question, X509_ISSUER } from './question.ts';

export type CreateQuestionOptions = {
  request: CreateSessionRequest;
  /** What the policy's query names; undefined when no policy is asked. */
  policy: ZkQueryMeta | undefined;
  protocol: Pick<ProtocolRecord, 'trustedIssuers' | 'trustAnchors'>;
  /** Authority key identifiers (base64url) of the protocol's trust anchors. */
  anchorKeyIdentifiers: readonly string[];
};

/**
 * Turns what a protocol asks in plain words into a DCQL query (OpenID4VP 1.0 §6) and the trust that answers need.
 *
 * @throws {SessionError} `ERR_SESSION_ASK_MALFORMED` ids that repeat or lead nowhere, `ERR_SESSION_ISSUER_UNTRUSTED`
 *   an issuer that the protocol does not trust, or none at all
 */
export function createQuestion(options: CreateQuestionOptions): Question {
  const { request, policy, protocol } = options;
  const asked = request.credentials ?? [];
  const issuers = Object.fromEntries(asked.map((credential) => [credential.id, acceptedIssuers(credential, protocol)]));
  const credentials: CredentialQuery[] = [
    ...(policy === undefined ? [] : [{ id: POLICY_QUERY_ID, format: ZK_FORMAT, meta: policy } as const]),
    ...asked.map((credential) => createCredentialQuery(credential, issuers[credential.id] ?? [], options)),
  ];
  const parsed = zDcqlQuery.safeParse({
    credentials,
    ...(request.accept !== undefined && { credential_sets: [{ options: request.accept, required: true }] }),
  });
  if (!parsed.success || !isEveryIdUsed(parsed.data)) {
    throw new SessionError('ERR_SESSION_ASK_MALFORMED', 'Ids of what is asked repeat, lead nowhere or are never used.');
  }
  return {
    dcqlQuery: parsed.data,
    issuers,
    clientIdPrefix: request.clientIdPrefix ?? 'decentralized_identifier',
    transactionData: createTransactionData(request),
    subjects: request.subjects ?? 'same',
  };
}

function acceptedIssuers(credential: AskedCredential, protocol: CreateQuestionOptions['protocol']): string[] {
  const trusted = [...protocol.trustedIssuers, ...(protocol.trustAnchors.length > 0 ? [X509_ISSUER] : [])];
  const asked = credential.issuers ?? trusted;
  // W3C credentials name their issuer by a DID: nobody else could answer.
  const accepted = credential.format === 'dc+sd-jwt' ? asked : asked.filter((issuer) => issuer.startsWith('did:'));
  if (accepted.length === 0 || !asked.every((issuer) => trusted.includes(issuer))) {
    throw new SessionError('ERR_SESSION_ISSUER_UNTRUSTED', 'Only issuers that the protocol trusts can be accepted.');
  }
  return [...accepted];
}

function createCredentialQuery(
  asked: AskedCredential,
  issuers: readonly string[],
  { anchorKeyIdentifiers }: CreateQuestionOptions,
): CredentialQuery {
  // `aki` is the one authority type that fits; beside issuers named otherwise it would shut those out.
  const isChainOnly = issuers.every((issuer) => issuer === X509_ISSUER) && anchorKeyIdentifiers.length > 0;
  const authorities: TrustedAuthority[] = isChainOnly ? [{ type: 'aki', values: [...anchorKeyIdentifiers] }] : [];
  const common = {
    id: asked.id,
    ...(asked.multiple === true && { multiple: true }),
    ...(authorities.length > 0 && { trusted_authorities: authorities }),
    ...(asked.claims !== undefined && { claims: asked.claims }),
    ...(asked.claimSets !== undefined && { claim_sets: asked.claimSets }),
  };
  return asked.format === 'dc+sd-jwt'
    ? { ...common, format: asked.format, meta: { vct_values: asked.types } }
    : { ...common, format: asked.format, meta: { type_values: asked.types.map((type) => [type]) } };
}

/** The person agrees with whichever credential is shown. */
function createTransactionData({ terms, accept, credentials = [] }: CreateSessionRequest): string[] {
  if (terms === undefined) return [];
  const carriers = credentials.filter(({ format }) => format === 'dc+sd-jwt').map(({ id }) => id);
  const alternatives = accept ?? [credentials.map(({ id }) => id)];
  if (!alternatives.every((ids) => ids.some((id) => carriers.includes(id)))) {
    throw new SessionError('ERR_SESSION_ASK_MALFORMED', 'Terms need an SD-JWT VC in every alternative, to carry them.');
  }
  const data: TermsTransactionData = {
    type: TERMS_TRANSACTION_TYPE,
    credential_ids: carriers,
    transaction_data_hashes_alg: ['sha-256'],
    ...terms,
  };
  return [bytesToBase64Url(new TextEncoder().encode(JSON.stringify(data)))];
}

function isEveryIdUsed({ credentials, credential_sets: sets }: DcqlQuery): boolean {
  if (sets === undefined) return true;
  const used = new Set(sets.flatMap(({ options }) => options.flat()));
  return credentials.every(({ id }) => used.has(id));
}
