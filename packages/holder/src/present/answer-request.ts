import { computeAccountBinding, computeChainScope } from '@postern/primitives';
import { createCircuitInputs } from '@postern/proof';
import { type ZkPresentation, zDirectPostResponse } from '@postern/protocol';

import { HolderError } from '../error.ts';
import { fetchJson } from '../http/fetch-json.ts';
import type { HttpClient, Prover } from '../ports.ts';
import { sealOfCredential } from '../store/stored-credential.ts';
import type { GrantRecord } from '../store/grant-record.ts';
import type { CredentialCheck } from './check-credential.ts';
import type { VerifiedRequest } from './fetch-presentation-request.ts';
import type { RequestedPolicy } from './read-requested-policy.ts';

export type AnswerRequestOptions = {
  request: VerifiedRequest;
  policy: RequestedPolicy;
  ready: Extract<CredentialCheck, { state: 'ready' }>;
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
 * Proves and posts (OpenID4VP 1.0 §8.2). Scope and binding are computed here from the authenticated request: an
 * answer for one account of one registry cannot be used for another.
 *
 * @throws {HolderError} ERR_DURATION, ERR_ANSWER_REFUSED
 * @throws {StatementError} the statement is false
 */
export async function answerRequest(options: AnswerRequestOptions): Promise<Answer> {
  const { request, policy, ready, expiresAt, http } = options;
  if (!ready.durations.some((choice) => choice.expiresAt === expiresAt)) {
    throw new HolderError('ERR_DURATION', 'The duration is not one of those offered.');
  }
  const { chainId, registry, account, policyId } = request.query;
  const seal = sealOfCredential(ready.credential);
  const inputs = createCircuitInputs({
    seal,
    holderSecret: options.holderSecret,
    compiledPolicy: policy.compiled,
    ...ready.paths,
    scope: computeChainScope({ chainId, registry, scopeId: policy.record.scopeId }),
    binding: computeAccountBinding(account),
    now: ready.now,
    expiresAt,
  });
  const presentation = await options.prove(inputs);
  const grant: GrantRecord = {
    requestKey: request.requestKey,
    clientId: request.clientId,
    host: request.host,
    name: request.name,
    policyId,
    policyOwner: policy.record.owner,
    sentences: [...policy.sentences],
    chainId,
    registry,
    account,
    answeredAt: ready.now,
    expiresAt,
    credentialId: ready.credential.id,
  };
  const redirectUri = await postAnswer(http, request, {
    vp_token: JSON.stringify({ [request.queryId]: [presentation] }),
  });
  await options.remember(grant);
  return { presentation, redirectUri, grant };
}

/** Tells the verifier that the person said no. */
export async function declineRequest(options: {
  request: VerifiedRequest;
  http: HttpClient;
}): Promise<string | undefined> {
  return postAnswer(options.http, options.request, { error: 'access_denied' });
}

async function postAnswer(
  http: HttpClient,
  request: VerifiedRequest,
  fields: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const { status, json } = await fetchJson({
    http,
    request: {
      url: request.responseUri,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...fields, state: request.state }).toString(),
    },
  });
  if (status !== 200) {
    const code = (json as { code?: unknown } | undefined)?.code;
    throw new HolderError('ERR_ANSWER_REFUSED', 'The verifier did not accept the answer.', {
      details: { status, ...(typeof code === 'string' ? { code } : {}) },
    });
  }
  return zDirectPostResponse.safeParse(json ?? {}).data?.redirect_uri;
}
