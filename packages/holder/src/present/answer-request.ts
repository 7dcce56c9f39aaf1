import type { JsonObject } from '@postern/credential';
import type { Clock } from '@postern/primitives';
import type { ZkPresentation } from '@postern/protocol';

import { HolderError } from '../error.ts';
import type { HttpClient, Prover } from '../ports.ts';
import type { DisclosureRecord } from '../store/disclosure-record.ts';
import type { GrantRecord } from '../store/grant-record.ts';
import { chooseCopy, presentDocument, provePolicy, type ReadyCheck } from './create-presentations.ts';
import type { VerifiedRequest } from './fetch-presentation-request.ts';
import type { ClaimsCandidate } from './plan-answer.ts';
import { postAnswer } from './post-answer.ts';
import type { RequestedPolicy } from './read-requested-policy.ts';

export type AnswerRequestOptions = {
  request: VerifiedRequest;
  policy: RequestedPolicy;
  ready: ReadyCheck;
  /** One of the offered durations. */
  expiresAt: number;
  holderSecret: bigint;
  prove: Prover;
  http: HttpClient;
  /** Remembers the request as answered, once the verifier has it: an answer that got lost can be sent again. */
  remember: (grant: GrantRecord) => Promise<void>;
};

export type Answer = { presentation: ZkPresentation; redirectUri: string | undefined; grant: GrantRecord };

/**
 * Proves and posts: the answer to a request that asks for one proof and nothing else.
 *
 * @throws {HolderError} ERR_DURATION, ERR_RENEWAL_SHORTENS, ERR_ANSWER_INCOMPLETE, ERR_ANSWER_REFUSED,
 *   ERR_ANSWER_UNDECIDED
 * @throws {StatementError} the statement is false
 */
export async function answerRequest(options: AnswerRequestOptions): Promise<Answer> {
  const { policy, ready, expiresAt, remember } = options;
  const { presentations, redirectUri, grant } = await sendAnswer({
    ...options,
    parts: [{ kind: 'proof', policy, ready, expiresAt }],
    clock: { now: () => ready.now },
    remember: async (records) => (records.grant === undefined ? undefined : remember(records.grant)),
  });
  return { presentation: presentations[0] as ZkPresentation, redirectUri, grant: grant! };
}

/** What the person chose for one query. */
export type ChosenPart =
  | { kind: 'claims'; queryId: string; candidate: ClaimsCandidate }
  | { kind: 'proof'; policy: RequestedPolicy; ready: ReadyCheck; expiresAt: number };

export type SendAnswerOptions = {
  request: VerifiedRequest;
  parts: readonly ChosenPart[];
  /** Both only where a proof is among the parts. */
  holderSecret?: bigint;
  prove?: Prover;
  http: HttpClient;
  clock: Clock;
  /** Remembers the answer, once the verifier has it. */
  remember: (records: { grant: GrantRecord | undefined; disclosure: DisclosureRecord | undefined }) => Promise<void>;
};

export type SentAnswer = {
  presentations: readonly (string | ZkPresentation)[];
  redirectUri: string | undefined;
  grant: GrantRecord | undefined;
  disclosure: DisclosureRecord | undefined;
};

/**
 * Makes all presentations that the person agreed to and posts them as one `vp_token` (OpenID4VP 1.0 §8.1).
 *
 * @throws {HolderError} ERR_ANSWER_INCOMPLETE the parts do not answer the request, ERR_DURATION, ERR_RENEWAL_SHORTENS,
 *   ERR_ANSWER_REFUSED, ERR_ANSWER_UNDECIDED the verifier is busy or out of order
 * @throws {StatementError} the statement is false
 */
export async function sendAnswer(options: SendAnswerOptions): Promise<SentAnswer> {
  const { request, parts, http, clock } = options;
  assertComplete(request, parts);
  const now = clock.now();
  const vpToken: Record<string, (string | ZkPresentation)[]> = {};
  const presentations: (string | ZkPresentation)[] = [];
  const shown: DisclosureRecord['shown'] = [];
  let grant: GrantRecord | undefined;
  for (const part of parts) {
    const queryId = idOf(part);
    let presentation: string | ZkPresentation;
    if (part.kind === 'claims') {
      const { candidate } = part;
      const copy = chooseCopy(candidate.document);
      const transactionData = listTransactionData(request, parts, queryId);
      presentation = await presentDocument({ request, match: candidate, copy, transactionData, now });
      const labels = candidate.shown.map(({ label }) => label);
      const { credential, document } = candidate;
      shown.push({ credentialId: credential.id, document: document.name, token: copy.token, labels });
    } else {
      const { holderSecret, prove } = options;
      if (holderSecret === undefined || prove === undefined) throw incomplete();
      presentation = await provePolicy({ ...part, request, holderSecret, prove });
      grant = createGrant(request, part);
    }
    presentations.push(presentation);
    vpToken[queryId] = [...(vpToken[queryId] ?? []), presentation];
  }
  const disclosure = shown.length === 0 ? undefined : createDisclosure(request, shown, now);
  const redirectUri = await postAnswer({ http, request, answer: { vp_token: vpToken as JsonObject } });
  await options.remember({ grant, disclosure });
  return { presentations, redirectUri, grant, disclosure };
}

/** Tells the verifier that the person said no. */
export async function declineRequest(options: {
  request: VerifiedRequest;
  http: HttpClient;
}): Promise<string | undefined> {
  return postAnswer({ ...options, answer: { error: 'access_denied' } });
}

function assertComplete(request: VerifiedRequest, parts: readonly ChosenPart[]): void {
  const { credentials, credential_sets: sets } = request.query;
  const ids = parts.map(idOf);
  const single = new Set(
    credentials.filter((query) => (query as { multiple?: unknown }).multiple !== true).map(({ id }) => id),
  );
  const isAnswered = (sets ?? credentials.map(({ id }) => ({ options: [[id]], required: true }))).every(
    ({ options, required }) => required === false || options.some((way) => way.every((id) => ids.includes(id))),
  );
  const isKnown = ids.every((id) => credentials.some((query) => query.id === id));
  const isDoubled = ids.some((id, at) => single.has(id) && ids.indexOf(id) !== at);
  const isAgreed = request.terms.every(({ terms }) => terms.credential_ids.some((id) => ids.includes(id)));
  if (!isAnswered || !isKnown || isDoubled || !isAgreed) throw incomplete();
}

/** Each agreed-to text goes into the first presentation that may carry it. */
function listTransactionData(
  request: VerifiedRequest,
  parts: readonly ChosenPart[],
  queryId: string,
): readonly string[] {
  const ids = parts.map(idOf);
  return request.terms
    .filter(({ terms }) => ids.find((id) => terms.credential_ids.includes(id)) === queryId)
    .map(({ text }) => text);
}

function createGrant(request: VerifiedRequest, part: Extract<ChosenPart, { kind: 'proof' }>): GrantRecord {
  const { policy, ready, expiresAt } = part;
  const { chainId, registry, account, policyId } = policy.query;
  return {
    requestKey: request.requestKey,
    clientId: request.clientId,
    host: request.host,
    name: request.name,
    policyId,
    policyOwner: policy.record.owner,
    sentences: [...policy.sentences],
    chainId,
    registry,
    ...(account !== undefined && { account }),
    answeredAt: ready.now,
    expiresAt,
    credentialId: ready.credential.id,
  };
}

function createDisclosure(
  request: VerifiedRequest,
  shown: DisclosureRecord['shown'],
  answeredAt: number,
): DisclosureRecord {
  const { requestKey, clientId, host, name, terms } = request;
  return { requestKey, clientId, host, name, answeredAt, shown, terms: terms.map((each) => each.terms.title) };
}

function idOf(part: ChosenPart): string {
  return part.kind === 'claims' ? part.queryId : part.policy.queryId;
}

function incomplete(): HolderError {
  return new HolderError('ERR_ANSWER_INCOMPLETE', 'What was chosen does not answer the request.');
}
