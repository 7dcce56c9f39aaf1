import {
  createBitstringStatusListPayload,
  createBitstringStatusListVcdm2Payload,
  createTokenStatusListPayload,
  encodeBitstringList,
  encodeTokenStatusList,
  formatMoment,
  type JsonObject,
  signCompactJws,
  TOKEN_STATUS_LIST_TYP,
  VCDM2_JWT_TYP,
  type VcPayload,
} from '@postern/credential';

import { TenantError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { Tenant } from '../rows.ts';
import { issuerIdentifier, statusListUrls } from '../tenant/issuer-identifier.ts';
import { readStatusBits } from './compute-status-bits.ts';

/** How long a signed list stands, and how long a reader may keep it, seconds. */
const LIST_LIFE_SECONDS = 86_400;
const LIST_TTL_SECONDS = 300;

export type PublishedList = { jwt: string; version: string };
/** `2` marks the VCDM 2.0 form. */
export type StatusListKind = 'revocation' | 'suspension' | 'revocation2' | 'suspension2' | 'token';

/**
 * A status list as a signed JWT, from the rows as they are now. `version` changes with the rows and with the hour of
 * signing: an ETag.
 *
 * @throws {TenantError} no such list
 */
export async function publishStatusList(
  context: IssuerContext,
  options: { tenant: Tenant; listId: number; kind: StatusListKind; knownVersion?: string | undefined },
): Promise<PublishedList | { version: string; jwt: null }> {
  const { store, clock, settings } = context;
  const { tenant, listId, kind, knownVersion } = options;
  assertListOf(tenant, listId);
  const hour = Math.floor(clock.now() / 3600) * 3600;
  const { bits, version } = await store.transaction(async (transaction) => {
    const current = `${await transaction.readStatusVersion(tenant.slug, listId)}.${hour}`;
    if (current === knownVersion) return { bits: null, version: current };
    return { bits: await readStatusBits({ transaction, tenant: tenant.slug, listId }), version: current };
  });
  if (bits === null) return { version, jwt: null };
  const urls = statusListUrls({ settings, tenant: tenant.slug, listId });
  const common = {
    uri: urls[kind],
    issuedAt: hour,
    expiresAt: hour + LIST_LIFE_SECONDS,
    timeToLive: LIST_TTL_SECONDS,
  };
  const kid = `${tenant.did}#${tenant.keyName}`;
  const sign = async (header: JsonObject, payload: JsonObject): Promise<PublishedList> => ({
    version,
    jwt: await signCompactJws({ header, payload, signer: context.signer.jwsSigner(tenant) }),
  });
  if (kind === 'token') {
    const payload = createTokenStatusListPayload({
      ...common,
      issuer: issuerIdentifier({ settings, tenant: tenant.slug }),
      lst: await encodeTokenStatusList(bits),
    });
    const x5c = tenant.certificates === null || !tenant.policy.haip ? {} : { x5c: [...tenant.certificates] };
    return sign({ typ: TOKEN_STATUS_LIST_TYP, kid, ...x5c }, payload);
  }
  const purpose = kind.startsWith('revocation') ? 'revocation' : 'suspension';
  const encodedList = await encodeBitstringList(purpose === 'revocation' ? bits.revoked : bits.suspended);
  const list = { ...common, issuerDid: tenant.did, purpose, encodedList } as const;
  if (kind === 'revocation2' || kind === 'suspension2') {
    return sign({ typ: VCDM2_JWT_TYP, cty: 'vc', kid }, createBitstringStatusListVcdm2Payload(list));
  }
  const { vc } = createBitstringStatusListPayload(list) as unknown as {
    vc: Pick<VcPayload, '@context' | 'type' | 'credentialSubject'> & { id: string };
  };
  const payload: VcPayload = {
    ...vc,
    issuer: { id: tenant.did },
    issuanceDate: formatMoment(common.issuedAt),
    expirationDate: formatMoment(common.expiresAt),
  };
  return { version, jwt: await context.signer.signVcJwt({ tenant, payload }) };
}

/** @throws {TenantError} the tenant has no list of this number */
export function assertListOf(tenant: Tenant, listId: number): void {
  if (tenant.listId !== listId) throw new TenantError('ERR_STATUS_LIST_UNKNOWN', 'There is no such status list.');
}
