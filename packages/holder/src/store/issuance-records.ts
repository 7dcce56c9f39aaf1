import { sha256 } from '@postern/credential';
import { bytesToBase64Url } from '@postern/primitives';
import { z } from 'zod';

import { HolderError } from '../error.ts';
import type { OpenOffer } from '../receive/fetch-credential-offer.ts';
import { type IssuanceSession, zIssuanceSession } from '../receive/issuance-session.ts';
import { type PendingAuthorization, zPendingAuthorization } from '../receive/start-authorization.ts';
import type { Vault } from '../vault/open-vault.ts';

const ISSUANCE_PREFIX = 'issuance/';
const AUTHORIZATION_PREFIX = 'authorization/';

const zIssuanceRecord = z.strictObject({ id: z.string(), session: zIssuanceSession });
/** An issuance that is not finished: interrupted, or the issuer needs time. */
export type IssuanceRecord = z.infer<typeof zIssuanceRecord>;

/** Id of what follows from an offer; the code itself is not written into an id. */
export async function issuanceIdOfOffer(offer: OpenOffer): Promise<string> {
  const { credentialIssuer, preAuthorizedCode, authorizationCode } = offer;
  const code = preAuthorizedCode ?? authorizationCode?.issuerState ?? '';
  return bytesToBase64Url(await sha256(JSON.stringify([credentialIssuer, code])));
}

export async function keepIssuance(vault: Vault, record: IssuanceRecord): Promise<void> {
  await vault.update(`${ISSUANCE_PREFIX}${record.id}`, () => zIssuanceRecord.parse(record));
}

export async function readIssuance(vault: Vault, id: string): Promise<IssuanceSession | undefined> {
  return zIssuanceRecord.optional().parse(await vault.read(`${ISSUANCE_PREFIX}${id}`))?.session;
}

export async function removeIssuance(vault: Vault, id: string): Promise<void> {
  await vault.update(`${ISSUANCE_PREFIX}${id}`, () => undefined);
}

/** Oldest first. */
export async function listIssuances(vault: Vault): Promise<IssuanceRecord[]> {
  const ids = await vault.list(ISSUANCE_PREFIX);
  const records = await Promise.all(ids.map((id) => vault.read(id)));
  return records
    .flatMap((record) => (record === undefined ? [] : [zIssuanceRecord.parse(record)]))
    .toSorted((left, right) => left.session.startedAt - right.session.startedAt);
}

/** Keeps what the way back from an issuer is checked against. */
export async function keepAuthorization(vault: Vault, pending: PendingAuthorization): Promise<void> {
  await vault.update(`${AUTHORIZATION_PREFIX}${pending.state}`, () => zPendingAuthorization.parse(pending));
}

/** @throws {HolderError} ERR_AUTHORIZATION_STATE no sign-in of this wallet has this state */
export async function readAuthorization(vault: Vault, state: string): Promise<PendingAuthorization> {
  const record = await vault.read(`${AUTHORIZATION_PREFIX}${state}`);
  if (record === undefined) throw new HolderError('ERR_AUTHORIZATION_STATE', 'This sign-in was not started here.');
  return zPendingAuthorization.parse(record);
}

/** A code works once: with its token kept, or refused, the sign-in is over. */
export async function removeAuthorization(vault: Vault, state: string): Promise<void> {
  await vault.update(`${AUTHORIZATION_PREFIX}${state}`, () => undefined);
}
