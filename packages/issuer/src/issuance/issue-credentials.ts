import { CONFIGURATION_IDS, type CredentialRequest, type CredentialResponse } from '@postern/protocol';

import { IssuanceError } from '../error.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { Tenant } from '../rows.ts';
import { BATCH_SIZE } from '../tenant/describe-issuer.ts';
import { issuerIdentifier } from '../tenant/issuer-identifier.ts';
import { resolveConfiguration } from '../token/credential-identifiers.ts';
import type { Access } from '../token/require-access.ts';
import { readServerNonce } from '../token/server-nonce.ts';
import { createToken, hashToken } from '../vault/hash-token.ts';
import { DEFERRED_LIFE_SECONDS, type Deferred, deferredAnswer, MAX_DEFERRED } from './defer-issuance.ts';
import { markIssued } from './mark-issued.ts';
import { prepareCredentials } from './prepare-credentials.ts';
import { openRecord, signCredentials } from './sign-credentials.ts';
import { verifyKeyProofs } from './verify-key-proofs.ts';

export type IssuedOrDeferred = { issued: CredentialResponse } | { deferred: Deferred };

/**
 * The credential endpoint (OpenID4VCI 1.0 §8). Checks in order: configuration, encryption, key proofs, nonce; then the
 * intent is stored, the copies are signed, and the case becomes active. What cannot be issued yet is deferred: the case
 * is not decided, another wallet holds a live credential, or a seal waits for the bank's leaf.
 *
 * @throws {IssuanceError} the first check that fails
 */
export async function issueCredentials(
  context: IssuerContext,
  options: { tenant: Tenant; access: Access; request: CredentialRequest },
): Promise<IssuedOrDeferred> {
  const { clock, settings, random } = context;
  const { tenant, access, request } = options;
  const { grant, issuance } = access;
  const configurationId = resolveConfiguration({ request, grant });
  if (request.credential_response_encryption !== undefined) {
    throw new IssuanceError('ERR_ISSUANCE_ENCRYPTION', 'Encrypted answers are not offered.');
  }
  const proofs = await verifyKeyProofs({
    proofs: readProofs(request),
    issuer: issuerIdentifier({ settings, tenant: tenant.slug }),
    clientId: grant.clientId,
    now: clock.now(),
  });
  const { nonce, keys, holderCommitment } = proofs;
  const nonceExpiresAt = await readServerNonce(context, { kind: 'proof', tenant: tenant.slug, nonce });
  if (nonceExpiresAt === null) throw refuseNonce();
  const markerHash = await hashToken(`nonce|${nonce}`);
  const transactionId = createToken(random);
  const transactionHash = await hashToken(transactionId);
  const waitsForLeaf =
    configurationId === CONFIGURATION_IDS.seal && (await context.chain.findLeaf(tenant))?.active !== true;
  const prepared = await prepareCredentials(context, {
    tenant,
    issuanceId: issuance.issuanceId,
    caseId: issuance.caseId,
    configurationId,
    keys,
    holderCommitment,
    claim: (transaction: IssuerTransaction) =>
      transaction.lockForIssuance({
        tenant: tenant.slug,
        caseId: issuance.caseId,
        marker: { markerHash, expiresAt: nonceExpiresAt + 60 },
      }),
    used: refuseNonce,
    wait: waitsForLeaf,
    defer: async (transaction: IssuerTransaction) => {
      if ((await transaction.countDeferred(issuance.issuanceId)) >= MAX_DEFERRED) {
        throw new IssuanceError('ERR_ISSUANCE_DENIED', 'Enough requests of this wallet wait already.');
      }
      await transaction.addDeferred({
        transactionHash,
        tenant: tenant.slug,
        issuanceId: issuance.issuanceId,
        configurationId,
        keys,
        holderCommitment: holderCommitment ?? null,
        expiresAt: clock.now() + DEFERRED_LIFE_SECONDS,
      });
    },
  });
  if (prepared === null) return { deferred: deferredAnswer({ transactionId, waitsForLeaf }) };
  const record = await openRecord(context, prepared);
  const credentials = await signCredentials(context, { tenant, prepared, record, keys });
  await markIssued(context, prepared.credentials);
  return {
    issued: {
      credentials: credentials.map((credential) => ({ credential })),
      notification_id: prepared.credentials[0]!.notificationId,
    },
  };
}

/** Kinds of proof that are not taken here (OpenID4VCI 1.0 Appendix F). */
const OTHER_PROOF_TYPES = ['di_vp', 'attestation'];

/** `proofs` of 1.0 or the one `proof` of draft 15. @throws {IssuanceError} none, both, or more than a batch holds */
function readProofs(request: CredentialRequest): readonly string[] {
  const { proofs, proof } = request;
  if (proofs !== undefined && proof !== undefined) {
    throw new IssuanceError('ERR_ISSUANCE_REQUEST', 'Send proofs or, in the old form, one proof.');
  }
  // One kind of proof (OpenID4VCI 1.0 §8.2); members that are no kind of proof are let be.
  if (OTHER_PROOF_TYPES.some((type) => proofs?.[type] !== undefined)) {
    throw new IssuanceError('ERR_ISSUANCE_REQUEST', 'Send key proofs of one kind, jwt.');
  }
  const jwts = proofs?.jwt ?? (proof === undefined ? [] : [proof.jwt]);
  if (jwts.length === 0) throw new IssuanceError('ERR_ISSUANCE_PROOF', 'A key proof is needed.');
  if (jwts.length > BATCH_SIZE) throw new IssuanceError('ERR_ISSUANCE_REQUEST', 'The batch is larger than offered.');
  return jwts;
}

function refuseNonce(): IssuanceError {
  return new IssuanceError('ERR_ISSUANCE_NONCE', 'The nonce is unknown, used or stale.');
}
