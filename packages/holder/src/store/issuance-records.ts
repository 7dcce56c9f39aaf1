import { sha256 } from '@postern/credential';
import { bytesToBase64Url } from '@postern/primitives';
import { z } from 'zod';

import { HolderError } from '../error.ts';
import type { OpenOffer } from '../receive/fetch-credential-offer.ts';
import { zIssuanceSession } from '../receive/issuance-session.ts';
import { zPendingAuthorization } from '../receive/start-authorization.ts';
import type { Vault } from '../vault/open-vault.ts';
import { keepRenewal } from './wallet-records.ts';

const ISSUANCE_PREFIX = 'issuance/';
const AUTHORIZATION_PREFIX = 'authorization/';

/** Id of the credential whose place the new one takes; undefined when it is not a renewal. */
const zReplaces = z.string().optional();
const zIssuanceRecord = z.strictObject({ id: z.string(), session: zIssuanceSession, replaces: zReplaces });
/** An issuance that is not finished: interrupted, or the issuer needs time. */
export type IssuanceRecord = z.infer<typeof zIssuanceRecord>;

const zAuthorizationRecord = zPendingAuthorization.extend({ replaces: zReplaces });
/** A sign-in that the wallet waits to come back from. */
export type AuthorizationRecord = z.infer<typeof zAuthorizationRecord>;

/** Id of what follows from an offer; the code itself is not written into an id. */
export async function issuanceIdOfOffer(offer: OpenOffer): Promise<string> {
  const { credentialIssuer, preAuthorizedCode, authorizationCode } = offer;
  const code = preAuthorizedCode ?? authorizationCode?.issuerState ?? '';
  return bytesToBase64Url(await sha256(JSON.stringify([credentialIssuer, code])));
}

/**
 * Keeps what an issuance goes on with. The tokens of a renewal are kept with the renewed credential too: a refresh token
 * works once, and the bank may still refuse.
 */
export async function keepIssuance(vault: Vault, record: IssuanceRecord): Promise<void> {
  await vault.update(`${ISSUANCE_PREFIX}${record.id}`, () => zIssuanceRecord.parse(record));
  const { replaces, session } = record;
  const { authorizationServer, configurationIds, tokens } = session;
  if (replaces === undefined || tokens.refreshToken === undefined) return;
  await keepRenewal(vault, { id: replaces, renewal: { authorizationServer, configurationIds, tokens } });
}

export async function readIssuance(vault: Vault, id: string): Promise<IssuanceRecord | undefined> {
  return zIssuanceRecord.optional().parse(await vault.read(`${ISSUANCE_PREFIX}${id}`));
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
export async function keepAuthorization(vault: Vault, pending: AuthorizationRecord): Promise<void> {
  await vault.update(`${AUTHORIZATION_PREFIX}${pending.state}`, () => zAuthorizationRecord.parse(pending));
}

/** @throws {HolderError} ERR_AUTHORIZATION_STATE no sign-in of this wallet has this state */
export async function readAuthorization(vault: Vault, state: string): Promise<AuthorizationRecord> {
  const record = await vault.read(`${AUTHORIZATION_PREFIX}${state}`);
  if (record === undefined) throw new HolderError('ERR_AUTHORIZATION_STATE', 'This sign-in was not started here.');
  return zAuthorizationRecord.parse(record);
}

/** A code works once: with its token kept, or refused, the sign-in is over. */
export async function removeAuthorization(vault: Vault, state: string): Promise<void> {
  await vault.update(`${AUTHORIZATION_PREFIX}${state}`, () => undefined);
}
