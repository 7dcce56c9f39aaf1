import { PosternError } from '@postern/primitives';
import { type CredentialQuery, isClaimsQuery, isZkQuery, type ZkCredentialQuery } from '@postern/protocol';

import { selectChain } from '../chain/select-chain.ts';
import { HolderError } from '../error.ts';
import type { HolderChain, HttpClient, StatusListCache } from '../ports.ts';
import { isSealed, type StoredCredential } from '../store/stored-credential.ts';
import { checkCredential, type CredentialCheck } from './check-credential.ts';
import type { VerifiedRequest } from './fetch-presentation-request.ts';
import { listShownClaims, type ShownClaim } from './list-shown-claims.ts';
import { type ClaimsMatch, matchDocuments, type NoMatch } from './match-documents.ts';
import { readRequestedPolicy, type RequestedPolicy } from './read-requested-policy.ts';

/** A document that can answer, with exactly what the answer shows and what stays. */
export type ClaimsCandidate = ClaimsMatch & {
  shown: readonly ShownClaim[];
  kept: readonly string[];
  /** All copies were shown before: verifiers could find out together that they saw the same person. */
  isLinkable: boolean;
};

/** What one query of the request comes to in this wallet. */
export type AnswerPart =
  | {
      kind: 'claims';
      queryId: string;
      /** Every one of them answers the query; empty with the reason. */
      candidates: readonly ClaimsCandidate[];
      reason: NoMatch | undefined;
      multiple: boolean;
    }
  | { kind: 'proof'; queryId: string; policy: RequestedPolicy; check: CredentialCheck }
  /** A format that this wallet does not know, or a proof whose policy cannot be read. */
  | { kind: 'unknown'; queryId: string; error: unknown };

/** One thing to be answered, in one of several ways; each way is a list of parts that go together. */
export type AnswerChoice = { required: boolean; options: readonly (readonly AnswerPart[])[] };

/** Everything that the wallet could answer; the person chooses. */
export type AnswerPlan = {
  choices: readonly AnswerChoice[];
  /** Required choices without any way to answer, for the explanation. */
  unmet: readonly (readonly AnswerPart[])[];
};

export type PlanAnswerOptions = {
  request: VerifiedRequest;
  credentials: readonly StoredCredential[];
  /** For proofs, each on the chain that its query names; without them a query for a proof cannot be answered. */
  chains?: readonly HolderChain[];
  cache?: StatusListCache;
  http: HttpClient;
  /** Unix seconds. */
  now: number;
};

/**
 * Holds a request against what is in the wallet (OpenID4VP 1.0 §6.4.2). Without `credential_sets` every query is
 * required; with them each set is a choice, and queries outside the sets are not answered.
 */
export async function planAnswer(options: PlanAnswerOptions): Promise<AnswerPlan> {
  const { credentials, credential_sets: sets } = options.request.query;
  const parts = new Map<string, AnswerPart>();
  for (const query of credentials) parts.set(query.id, await planPart(options, query));
  const wanted = sets ?? credentials.map(({ id }) => ({ options: [[id]], required: true }));
  const all = wanted.map(({ options: ways, required = true }) => ({
    required,
    options: ways.map((ids) => ids.flatMap((id) => parts.get(id) ?? [])),
  }));
  const choices = all.map((choice) => ({
    ...choice,
    options: choice.options.filter((way) => way.every(isAnswerable)),
  }));
  return {
    choices: choices.filter(({ options: ways }) => ways.length > 0),
    unmet: all
      .filter(({ required }, at) => required && choices[at]!.options.length === 0)
      .map((choice) => choice.options[0] ?? []),
  };
}

/** Whether the wallet can answer a part now. */
export function isAnswerable(part: AnswerPart): boolean {
  if (part.kind === 'claims') return part.candidates.length > 0;
  return part.kind === 'proof' && part.check.state === 'ready';
}

async function planPart(options: PlanAnswerOptions, query: CredentialQuery): Promise<AnswerPart> {
  if (isZkQuery(query)) return planProof(options, query);
  if (!isClaimsQuery(query)) {
    const error = new HolderError('ERR_REQUEST_FORMAT', 'The format is not known to this wallet.');
    return { kind: 'unknown', queryId: query.id, error };
  }
  const { matches, reason } = matchDocuments({ query, ...options });
  const candidates = await Promise.all(
    matches.map(async (match) => ({
      ...match,
      ...(await listShownClaims(match)),
      isLinkable: match.document.copies.every(({ usedAt }) => usedAt !== undefined),
    })),
  );
  return { kind: 'claims', queryId: query.id, candidates, reason, multiple: query.multiple === true };
}

async function planProof(options: PlanAnswerOptions, { id: queryId, meta }: ZkCredentialQuery): Promise<AnswerPart> {
  const { request, credentials, chains, cache, http } = options;
  if (chains === undefined || cache === undefined) {
    const error = new HolderError('ERR_REQUEST_FORMAT', 'This wallet makes no proofs.');
    return { kind: 'unknown', queryId, error };
  }
  try {
    const chain = selectChain({ chains, gate: meta });
    const policy = await readRequestedPolicy({ request, chain, queryId });
    const check = await checkCredential({ credentials: credentials.filter(isSealed), policy, chain, http, cache });
    return { kind: 'proof', queryId, policy, check };
  } catch (error) {
    // Another part of the request may still be answerable; the reason is kept for when none is.
    if (!(error instanceof PosternError)) throw error;
    return { kind: 'unknown', queryId, error };
  }
}
