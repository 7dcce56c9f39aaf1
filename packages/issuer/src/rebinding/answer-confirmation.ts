import { jwkThumbprint, type ResolveIssuerKey, verifySdJwtVcPresentation } from '@postern/credential';
import { parseStrictJson, PosternError } from '@postern/primitives';
import { CONFIGURATION_IDS, type DirectPost, zVpToken } from '@postern/protocol';

import { RebindingError } from '../error.ts';
import { readIssuanceState } from '../issuance/fix-issuance.ts';
import type { IssuerContext } from '../ports.ts';
import type { ConfirmationRequestRow, CredentialRow, Tenant } from '../rows.ts';
import { personVct } from '../tenant/describe-issuer.ts';
import { issuerIdentifier, statusListUrls } from '../tenant/issuer-identifier.ts';
import { CONFIRMATION_QUERY_ID, confirmationClientId, findConfirmationRequest } from './confirmation-request.ts';
import { finishRebinding } from './finish-rebinding.ts';
import { lockRebinding } from './lock-rebinding.ts';

type AnswerOptions = { tenant: Tenant; requestId: string; answer: DirectPost };

/**
 * Takes the old wallet's answer (OpenID4VP 1.0 §8.2). Checks in order: the request is open; the presentation stands,
 * under the bank's own key, for this request; it is of a copy that this re-binding ends; the re-binding still waits. The
 * request is used up with the end, so a refused answer can be sent again and a taken one cannot.
 *
 * Whether the copy is suspended is no question here: it is, because of this re-binding.
 *
 * @throws {RebindingError} the first check that fails; nothing has changed then
 */
export async function answerConfirmation(context: IssuerContext, options: AnswerOptions): Promise<void> {
  const { store, clock } = context;
  const { tenant, requestId, answer } = options;
  const request = await findConfirmationRequest(context, { tenant: tenant.slug, requestId });
  if ('error' in answer && answer.state === requestId) return;
  const copy = await findPresentedCopy(context, { tenant, request, presentation: readPresentation(options) });
  await store.transaction(async (transaction) => {
    const locked = await lockRebinding({ transaction, ...request });
    const row = locked === null ? null : await transaction.findCase(tenant.slug, locked.rebinding.caseId);
    const waits = locked?.rebinding.state === 'waiting' && row !== null && readIssuanceState(row) === 'open';
    if (locked === null || !waits) throw new RebindingError('ERR_REBINDING_CLOSED', 'The re-binding no longer waits.');
    if (!(await transaction.takeConfirmationRequest(requestId))) {
      throw new RebindingError('ERR_REBINDING_REQUEST', 'The request was answered before.');
    }
    await finishRebinding({ transaction, ...locked, oldCaseIds: [copy.caseId], actor: 'wallet', now: clock.now() });
  });
}

/** @throws {RebindingError} `ERR_REBINDING_PRESENTATION` not one presentation in answer to the one query */
function readPresentation({ answer, requestId }: AnswerOptions): string {
  try {
    if (!('vp_token' in answer) || answer.state !== requestId) throw refuse();
    const [presentation, ...others] =
      zVpToken.parse(parseStrictJson(String(answer.vp_token)))[CONFIRMATION_QUERY_ID] ?? [];
    if (typeof presentation !== 'string' || others.length > 0) throw refuse();
    return presentation;
  } catch (cause) {
    throw refuse(cause);
  }
}

/**
 * The copy of the re-binding that was presented, by its place in the status list and the key that it was issued to.
 *
 * @throws {RebindingError} `ERR_REBINDING_PRESENTATION`, `ERR_REBINDING_CREDENTIAL`
 */
async function findPresentedCopy(
  context: IssuerContext,
  options: { tenant: Tenant; request: ConfirmationRequestRow; presentation: string },
): Promise<CredentialRow> {
  const { store, clock, settings } = context;
  const { tenant, request, presentation } = options;
  const verified = await verifySdJwtVcPresentation({
    presentation,
    audience: confirmationClientId(tenant),
    nonce: request.nonce,
    now: clock.now(),
    resolveIssuerKey: resolveOwnKey(context, tenant),
  }).catch((cause: unknown) => {
    if (cause instanceof PosternError) throw refuse(cause);
    throw cause;
  });
  const { status, holderJwk, types } = verified;
  const thumbprint = holderJwk === undefined ? undefined : await jwkThumbprint(holderJwk);
  const copies = await store.read(async (reader) => {
    const rebinding = await reader.findRebinding(tenant.slug, request.rebindingId);
    return reader.listCopies(rebinding?.credentialIds ?? []);
  });
  const found = copies.find(
    ({ configurationId, listId, statusIndex, keyThumbprint, revokedAt }) =>
      configurationId === CONFIGURATION_IDS.sdJwt &&
      statusListUrls({ settings, tenant: tenant.slug, listId }).token === status?.uri &&
      statusIndex === status.index &&
      keyThumbprint === thumbprint &&
      revokedAt === null,
  );
  if (found === undefined || !types.includes(personVct({ settings, tenant: tenant.slug }))) {
    throw new RebindingError('ERR_REBINDING_CREDENTIAL', 'That is not the credential that is to be replaced.');
  }
  return found;
}

/**
 * A key of this bank by its thumbprint, or by the DID URL of copies that were signed before; past ones included, for what
 * they signed stays the bank's own, and revoked ones not.
 */
function resolveOwnKey(context: IssuerContext, tenant: Tenant): ResolveIssuerKey {
  const { store, settings } = context;
  return async ({ issuer, kid }) => {
    const keys = await store.read((reader) => reader.listTenantKeys(tenant.slug));
    const named = await Promise.all(
      keys
        .filter(({ revokedAt }) => revokedAt === null)
        .map(async (key) => ({ key, kids: [await jwkThumbprint(key.publicJwk), `${tenant.did}#${key.keyName}`] })),
    );
    const key = named.find(({ kids }) => kids.some((name) => name === kid))?.key;
    if (key === undefined || issuer !== issuerIdentifier({ settings, tenant: tenant.slug })) throw refuse();
    return key.publicJwk;
  };
}

function refuse(cause?: unknown): RebindingError {
  return new RebindingError('ERR_REBINDING_PRESENTATION', 'The presentation does not stand.', { cause });
}
