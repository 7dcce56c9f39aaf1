import {
  combineStatusBits,
  createBitstringStatusListPayload,
  createBitstringStatusListVcdm2Payload,
  createTokenStatusListPayload,
  encodeBitstringList,
  encodeTokenStatusList,
  formatMoment,
  type JsonObject,
  jwkThumbprint,
  signCompactJws,
  TOKEN_STATUS_LIST_TYP,
  VCDM2_JWT_TYP,
  type VcPayload,
} from '@postern/credential';

import { STATUS_LIST_LIFE_SECONDS } from '@postern/protocol';

import { TenantError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { Tenant } from '../rows.ts';
import { issuerIdentifier, statusListUrls } from '../tenant/issuer-identifier.ts';
import { readStatusBits, type StatusBits } from './compute-status-bits.ts';

/** How long a signed list stands, seconds. */
const LIST_LIFE_SECONDS = 86_400;

export type PublishedList = { jwt: string; version: string };
/** `combined`: revoked or suspended; `2` marks the VCDM 2.0 form. */
export type StatusListKind = 'revocation' | 'suspension' | 'combined' | 'revocation2' | 'suspension2' | 'token';

type BitstringKind = Exclude<StatusListKind, 'token'>;

/** The lists that are read with one another, by the data model that secures them. */
const COMPANIONS: Readonly<Record<BitstringKind, readonly BitstringKind[]>> = {
  revocation: ['suspension'],
  suspension: ['revocation'],
  combined: ['revocation', 'suspension'],
  revocation2: ['suspension2'],
  suspension2: ['revocation2'],
};

/**
 * A status list as a signed JWT, from the rows as they are now. `version` changes with the rows, the hour and the key of
 * signing: an ETag. The list is dated by its last change, or by the hour when that is later: every process signs the
 * same date. Its `sequence` counts the changes, so that of two lists of one second the older passes for no newer one.
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
  // The version before the bits: what changes in between is signed again, never dated too late.
  const { bits, version, issuedAt, sequence } = await store.transaction(async (transaction) => {
    const counted = await transaction.readStatusVersion(tenant.slug, listId);
    const current = {
      version: `${counted.version}.${hour}.${tenant.keyName}`,
      issuedAt: Math.max(hour, counted.changedAt),
      sequence: counted.version,
    };
    if (current.version === knownVersion) return { ...current, bits: null };
    return { ...current, bits: await readStatusBits(context, { transaction, tenant: tenant.slug, listId }) };
  });
  if (bits === null) return { version, jwt: null };
  const urls = statusListUrls({ settings, tenant: tenant.slug, listId });
  const common = {
    uri: urls[kind],
    issuedAt,
    // By its own date, so that it ends after it begins even where the clock was set back.
    expiresAt: Math.floor(issuedAt / 3600) * 3600 + LIST_LIFE_SECONDS,
    timeToLive: STATUS_LIST_LIFE_SECONDS,
    sequence,
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
    const x5c = tenant.certificates === null ? {} : { x5c: [...tenant.certificates] };
    const thumbprint = await jwkThumbprint(tenant.publicJwk);
    return sign({ typ: TOKEN_STATUS_LIST_TYP, kid: thumbprint, ...x5c }, payload);
  }
  const list = {
    ...common,
    issuerDid: tenant.did,
    purpose: purposeOf(kind),
    encodedList: await encodeBitstringList(selectBits(kind, bits)),
    companions: COMPANIONS[kind].map((other) => ({ purpose: purposeOf(other), uri: urls[other] })),
  };
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

function purposeOf(kind: BitstringKind): 'revocation' | 'suspension' {
  return kind.startsWith('revocation') ? 'revocation' : 'suspension';
}

function selectBits(kind: BitstringKind, bits: StatusBits): Uint8Array {
  if (kind === 'combined') return combineStatusBits(bits);
  return purposeOf(kind) === 'revocation' ? bits.revoked : bits.suspended;
}

/** @throws {TenantError} the tenant has no list of this number */
export function assertListOf(tenant: Tenant, listId: number): void {
  if (tenant.listId !== listId) throw new TenantError('ERR_STATUS_LIST_UNKNOWN', 'There is no such status list.');
}
