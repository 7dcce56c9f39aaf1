import { createRandomFieldElement } from '@postern/credential';
import { parseFieldElement, type Random } from '@postern/primitives';
import { z } from 'zod';

import type { Vault } from '../vault/open-vault.ts';
import { type DisclosureRecord, zDisclosureRecord } from './disclosure-record.ts';
import { type GrantRecord, zGrantRecord } from './grant-record.ts';
import { isSealed, type StoredCredential, zStoredCredential } from './stored-credential.ts';

const SECRET_ID = 'holder-secret';
const CREDENTIAL_PREFIX = 'credential/';
const GRANT_PREFIX = 'grant/';
const DISCLOSURE_PREFIX = 'disclosure/';

const zSecret = z.string().regex(/^[1-9][0-9]{0,76}$/);

/**
 * The holder secret: a random field element, made once, kept on re-issue and in backups. It never leaves the vault
 * but into the prover's inputs.
 */
export async function ensureHolderSecret(options: { vault: Vault; random: Random }): Promise<bigint> {
  const fresh = createRandomFieldElement(options.random).toString(10);
  const text = await options.vault.update(SECRET_ID, (current) => zSecret.parse(current ?? fresh));
  return parseFieldElement(text);
}

export async function keepCredential(vault: Vault, credential: StoredCredential): Promise<void> {
  await vault.update(`${CREDENTIAL_PREFIX}${credential.id}`, () => zStoredCredential.parse(credential));
}

/**
 * Keeps what a renewal brought under the id of the credential that it renews. A seal is not given up for a credential
 * without one: then both stay.
 *
 * @returns the new credential as it was kept
 */
export async function replaceCredential(
  vault: Vault,
  options: { id: string; credential: StoredCredential },
): Promise<StoredCredential> {
  const { id, credential } = options;
  const renewed = zStoredCredential.parse({ ...credential, id });
  const kept = await vault.update(`${CREDENTIAL_PREFIX}${id}`, (current) => {
    const old = current === undefined ? undefined : zStoredCredential.parse(current);
    return old !== undefined && isSealed(old) && !isSealed(renewed) ? old : renewed;
  });
  if (kept === renewed) return renewed;
  await keepCredential(vault, credential);
  return credential;
}

/** Keeps what a credential is renewed with the next time; nothing when it is gone. */
export async function keepRenewal(
  vault: Vault,
  options: { id: string; renewal: NonNullable<StoredCredential['renewal']> },
): Promise<void> {
  const { id, renewal } = options;
  await vault.update(`${CREDENTIAL_PREFIX}${id}`, (current) =>
    current === undefined ? undefined : { ...zStoredCredential.parse(current), renewal },
  );
}

export async function removeCredential(vault: Vault, id: string): Promise<void> {
  await vault.update(`${CREDENTIAL_PREFIX}${id}`, () => undefined);
}

/** Newest first. */
export async function listCredentials(vault: Vault): Promise<StoredCredential[]> {
  const records = await readAll(vault, CREDENTIAL_PREFIX);
  return records
    .map((record) => zStoredCredential.parse(record))
    .toSorted((left, right) => right.receivedAt - left.receivedAt);
}

export async function keepGrant(vault: Vault, grant: GrantRecord): Promise<void> {
  await vault.update(`${GRANT_PREFIX}${grant.requestKey}`, () => zGrantRecord.parse(grant));
}

/** Newest first. */
export async function listGrants(vault: Vault): Promise<GrantRecord[]> {
  const records = await readAll(vault, GRANT_PREFIX);
  return records
    .map((record) => zGrantRecord.parse(record))
    .toSorted((left, right) => right.answeredAt - left.answeredAt);
}

/** Keeps that claims were shown, and marks the copies as used. */
export async function keepDisclosure(vault: Vault, disclosure: DisclosureRecord): Promise<void> {
  await vault.update(`${DISCLOSURE_PREFIX}${disclosure.requestKey}`, () => zDisclosureRecord.parse(disclosure));
  const tokens = new Set(disclosure.shown.map(({ token }) => token));
  for (const credentialId of new Set(disclosure.shown.map((entry) => entry.credentialId))) {
    await vault.update(`${CREDENTIAL_PREFIX}${credentialId}`, (current) =>
      current === undefined ? undefined : markUsed(zStoredCredential.parse(current), tokens, disclosure.answeredAt),
    );
  }
}

/** Newest first. */
export async function listDisclosures(vault: Vault): Promise<DisclosureRecord[]> {
  const records = await readAll(vault, DISCLOSURE_PREFIX);
  return records
    .map((record) => zDisclosureRecord.parse(record))
    .toSorted((left, right) => right.answeredAt - left.answeredAt);
}

/** Whether a request was answered from this vault. */
export async function isRequestAnswered(vault: Vault, requestKey: string): Promise<boolean> {
  const records = await Promise.all([GRANT_PREFIX, DISCLOSURE_PREFIX].map((prefix) => vault.read(prefix + requestKey)));
  return records.some((record) => record !== undefined);
}

function markUsed(credential: StoredCredential, tokens: ReadonlySet<string>, usedAt: number): StoredCredential {
  const documents = credential.documents.map((document) => ({
    ...document,
    copies: document.copies.map((copy) => (tokens.has(copy.token) ? { ...copy, usedAt } : copy)),
  }));
  return { ...credential, documents };
}

async function readAll(vault: Vault, prefix: string): Promise<unknown[]> {
  const ids = await vault.list(prefix);
  return (await Promise.all(ids.map((id) => vault.read(id)))).filter((record) => record !== undefined);
}
