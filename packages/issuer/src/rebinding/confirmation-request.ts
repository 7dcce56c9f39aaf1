import { signCompactJws } from '@postern/credential';
import { type AuthorizationRequest, REQUEST_OBJECT_TYP, SELF_ISSUED_AUDIENCE } from '@postern/protocol';

import { RebindingError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { ConfirmationRequestRow, Tenant } from '../rows.ts';
import { personVct } from '../tenant/describe-issuer.ts';
import { issuerIdentifier } from '../tenant/issuer-identifier.ts';
import { createId, createToken } from '../vault/hash-token.ts';
import { openLink, type RebindingLink } from './read-rebinding.ts';

/** How long the wallet has to answer, seconds. */
const REQUEST_LIFE_SECONDS = 600;
const SIGNATURE_ALGORITHMS = ['ES256', 'EdDSA', 'ES256K'];

/** Id of the one credential query. */
export const CONFIRMATION_QUERY_ID = 'person';

/** Links that open a wallet on the request: ours, and one of any maker. */
export type ConfirmationLinks = { walletUrl: string; openid4vpUrl: string };

/** How the bank names itself as a verifier (OpenID4VP 1.0 §5.9.3). */
export function confirmationClientId(tenant: Tenant): string {
  return `decentralized_identifier:${tenant.did}`;
}

/**
 * Asks the old wallet for a presentation of what it holds.
 *
 * @throws {RebindingError} `ERR_REBINDING_UNKNOWN`, `ERR_REBINDING_CLOSED` it no longer waits
 */
export async function requestConfirmation(
  context: IssuerContext,
  options: Omit<RebindingLink, 'tenant'> & { tenant: Tenant },
): Promise<ConfirmationLinks> {
  const { store, clock, random, settings } = context;
  const { tenant, rebindingId, token } = options;
  const { slug } = tenant;
  const row: ConfirmationRequestRow = {
    requestId: createId(random),
    tenant: slug,
    rebindingId,
    nonce: createToken(random),
    expiresAt: clock.now() + REQUEST_LIFE_SECONDS,
  };
  await store.transaction(async (transaction) => {
    const { state } = await openLink({ transaction, tenant: slug, rebindingId, token });
    if (state !== 'waiting') throw new RebindingError('ERR_REBINDING_CLOSED', 'The re-binding no longer waits.');
    await transaction.addConfirmationRequest(row);
  });
  const url = new URL('/present', settings.walletUrl);
  url.searchParams.set('client_id', confirmationClientId(tenant));
  url.searchParams.set('request_uri', requestAddress(context, row));
  return { walletUrl: url.toString(), openid4vpUrl: `openid4vp://${url.search}` };
}

/**
 * The signed request that the wallet fetches (OpenID4VP 1.0 §5, RFC 9101): the bank's own credential, and no claim of it
 * that can be left out.
 *
 * @throws {RebindingError} `ERR_REBINDING_REQUEST` unknown, answered or stale
 */
export async function signConfirmationRequest(
  context: IssuerContext,
  options: { tenant: Tenant; requestId: string },
): Promise<string> {
  const { clock, settings, signer } = context;
  const { tenant, requestId } = options;
  const row = await findConfirmationRequest(context, { tenant: tenant.slug, requestId });
  const payload: AuthorizationRequest = {
    iss: tenant.did,
    aud: SELF_ISSUED_AUDIENCE,
    client_id: confirmationClientId(tenant),
    response_type: 'vp_token',
    response_mode: 'direct_post',
    response_uri: `${requestAddress(context, row)}/response`,
    nonce: row.nonce,
    state: requestId,
    iat: clock.now(),
    exp: row.expiresAt,
    dcql_query: {
      credentials: [
        {
          id: CONFIRMATION_QUERY_ID,
          format: 'dc+sd-jwt',
          meta: { vct_values: [personVct({ settings, tenant: tenant.slug })] },
        },
      ],
    },
    client_metadata: {
      client_name: tenant.name,
      vp_formats_supported: {
        'dc+sd-jwt': { 'sd-jwt_alg_values': SIGNATURE_ALGORITHMS, 'kb-jwt_alg_values': SIGNATURE_ALGORITHMS },
      },
    },
  };
  return signCompactJws({
    header: { typ: REQUEST_OBJECT_TYP, kid: `${tenant.did}#${tenant.keyName}` },
    payload: payload as Parameters<typeof signCompactJws>[0]['payload'],
    signer: signer.jwsSigner(tenant),
  });
}

/** @throws {RebindingError} `ERR_REBINDING_REQUEST` */
export async function findConfirmationRequest(
  context: IssuerContext,
  options: { tenant: string; requestId: string },
): Promise<ConfirmationRequestRow> {
  const now = context.clock.now();
  const row = await context.store.read((reader) => reader.findConfirmationRequest({ ...options, now }));
  if (row === null) throw new RebindingError('ERR_REBINDING_REQUEST', 'There is no such request, or it was answered.');
  return row;
}

function requestAddress(context: IssuerContext, row: Pick<ConfirmationRequestRow, 'tenant' | 'requestId'>): string {
  return `${issuerIdentifier({ ...context, tenant: row.tenant })}/presentations/${row.requestId}`;
}
