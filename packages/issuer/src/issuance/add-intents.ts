import { STATUS_LIST_SIZE } from '@postern/primitives';

import { IssuanceError } from '../error.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, CredentialRow, ProvenKey, Tenant } from '../rows.ts';
import { createId } from '../vault/hash-token.ts';
import type { FixedIssuance } from './fix-issuance.ts';

/** Draws for a full list's sake; a list that is half full needs two. */
const MAX_ROUNDS = 32;

/** Writes one intent row a key, all in one INSERT; those whose random index was taken draw again. */
export async function addIntents(
  context: IssuerContext,
  options: {
    transaction: IssuerTransaction;
    tenant: Tenant;
    row: CaseRow;
    issuance: FixedIssuance;
    configurationId: string;
    keys: readonly ProvenKey[];
    now: number;
  },
): Promise<CredentialRow[]> {
  const { random } = context;
  const { transaction, tenant, row, issuance, configurationId, keys, now } = options;
  const notificationId = createId(random);
  const draw = (credential: Omit<CredentialRow, 'statusIndex'>): CredentialRow => ({
    ...credential,
    statusIndex: drawIndex(random.bytes(3)),
  });
  let waiting = keys.map((key) =>
    draw({
      credentialId: createId(random),
      tenant: tenant.slug,
      issuanceId: issuance.issuanceId,
      caseId: row.caseId,
      personId: row.personId,
      configurationId,
      listId: tenant.listId,
      keyThumbprint: key.thumbprint,
      state: 'intent',
      revokedAt: null,
      suspendedAt: null,
      validUntil: issuance.validUntil,
      createdAt: now,
      issuedAt: null,
      notificationId,
      notification: null,
    }),
  );
  const order = waiting.map((credential) => credential.credentialId);
  const added = new Map<string, CredentialRow>();
  for (let round = 0; round < MAX_ROUNDS && waiting.length > 0; round += 1) {
    const ids = new Set(await transaction.addCredentialIntents(waiting));
    for (const credential of waiting)
      if (ids.has(credential.credentialId)) added.set(credential.credentialId, credential);
    waiting = waiting.filter((credential) => !ids.has(credential.credentialId)).map(draw);
  }
  if (waiting.length > 0) throw new IssuanceError('ERR_ISSUANCE_DENIED', 'The status list is full.');
  return order.map((id) => added.get(id)!);
}

/** Three random bytes as an index; the list's size is a power of two, so every index is equally likely. */
function drawIndex(bytes: Uint8Array): number {
  const [a, b, c] = bytes as Uint8Array & [number, number, number];
  return ((a << 16) | (b << 8) | c) % STATUS_LIST_SIZE;
}
