import {
  assertSealMatchesClaims,
  createKycVcPayload,
  createSdJwtVc,
  createSeal,
  createSealVcPayload,
  encodePersonAttributes,
  KYC_PERSON_SCHEMA,
  type PersonRecord,
  personRecordToClaims,
} from '@postern/credential';
import { parseFieldElement } from '@postern/primitives';
import { CONFIGURATION_IDS, type CredentialRequest, type CredentialResponse } from '@postern/protocol';

import { appendAudit } from '../audit/append-audit.ts';
import { IssuanceError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { CredentialRow, IssuanceRow, PersonRow, Tenant } from '../rows.ts';
import { personVct } from '../tenant/describe-issuer.ts';
import { issuerIdentifier, statusListUrls } from '../tenant/issuer-identifier.ts';
import { openSealKey } from '../tenant/tenant-keys.ts';
import { prepareCredentials } from './prepare-credentials.ts';
import { requireAccessToken } from './require-access-token.ts';
import { type VerifiedKeyProofs, verifyKeyProofs } from './verify-key-proofs.ts';

const DAY = 86_400;
const CONFIGURATIONS: readonly string[] = Object.values(CONFIGURATION_IDS);

/**
 * The credential endpoint (OpenID4VCI 1.0 §8). Checks in order: token, configuration, key proofs, the leaf for a seal;
 * then the intent is stored, the copies are signed, and the case becomes active.
 *
 * @throws {IssuanceError} the first check that fails
 */
export async function issueCredentials(
  context: IssuerContext,
  options: { tenant: Tenant; accessToken: string; request: CredentialRequest },
): Promise<CredentialResponse> {
  const { chain, clock, settings } = context;
  const { tenant, request } = options;
  const configurationId = request.credential_configuration_id;
  const issuance = await requireAccessToken(context, { ...options, tenant: tenant.slug });
  if (!CONFIGURATIONS.includes(configurationId)) {
    throw new IssuanceError('ERR_ISSUANCE_CONFIGURATION', 'There is no such credential configuration.');
  }
  const issuer = issuerIdentifier({ settings, tenant: tenant.slug });
  const proofs = await verifyKeyProofs({ proofs: request.proofs.jwt, issuer, now: clock.now() });
  if (configurationId === CONFIGURATION_IDS.seal && (await chain.findLeaf(tenant))?.active !== true) {
    throw new IssuanceError('ERR_ISSUANCE_LEAF_MISSING', "The bank's leaf is not in the trust registry yet.");
  }
  const prepared = await prepareCredentials(context, { tenant, issuance, configurationId, proofs });
  const record = await openRecord(context, prepared);
  const credentials = await Promise.all(
    prepared.credentials.map(async (credential, position) => ({
      credential: await signCredential(context, {
        tenant,
        record,
        credential,
        key: proofs.keys[position]!,
        holderCommitment: prepared.issuance.holderCommitment,
      }),
    })),
  );
  await markIssued(context, prepared.credentials);
  return { credentials, notification_id: prepared.credentials[0]!.notificationId };
}

async function openRecord(
  context: IssuerContext,
  options: { issuance: IssuanceRow; person: PersonRow },
): Promise<PersonRecord> {
  const { issuance, person } = options;
  const text = await context.vault.openFor({
    ...person,
    context: `record:${issuance.issuanceId}`,
    sealed: issuance.sealedRecord,
  });
  return { ...(JSON.parse(text) as PersonRecord), reboundAt: person.reboundAt };
}

async function signCredential(
  context: IssuerContext,
  options: {
    tenant: Tenant;
    record: PersonRecord;
    credential: CredentialRow;
    key: VerifiedKeyProofs['keys'][number];
    holderCommitment: string | null;
  },
): Promise<string> {
  const { signer, random, settings } = context;
  const { tenant, record, credential, key } = options;
  const claims = personRecordToClaims(record);
  const urls = statusListUrls({ settings, tenant: tenant.slug, listId: credential.listId });
  // The day of issuance, not its second: copies of many people look alike.
  const issuedAt = Math.floor(record.issuedAt / DAY) * DAY;
  const expiresAt = credential.validUntil;
  const index = credential.statusIndex;
  if (credential.configurationId === CONFIGURATION_IDS.sdJwt) {
    return createSdJwtVc({
      issuer: issuerIdentifier({ settings, tenant: tenant.slug }),
      vct: personVct({ settings, tenant: tenant.slug }),
      claims,
      holderJwk: key.publicJwk,
      status: { uri: urls.token, index },
      issuedAt,
      expiresAt,
      kid: `${tenant.did}#key-1`,
      signer: signer.jwsSigner(tenant),
      random,
    });
  }
  const common = { issuerDid: tenant.did, holderDid: key.did, issuedAt, expiresAt };
  if (credential.configurationId === CONFIGURATION_IDS.jwt) {
    const payload = createKycVcPayload({ ...common, claims, status: { listUrl: urls.revocation, index } });
    return signer.signVcJwt({ tenant, payload });
  }
  const seal = createSeal({
    schemaId: KYC_PERSON_SCHEMA.schemaId,
    values: encodePersonAttributes(record),
    holderCommitment: parseFieldElement(options.holderCommitment ?? ''),
    status: { issuerId: tenant.issuerId, listId: credential.listId, index },
    validUntil: credential.validUntil,
    privateKey: await openSealKey({ vault: context.vault, tenant }),
    random,
  });
  assertSealMatchesClaims({ seal, claims });
  return signer.signVcJwt({ tenant, payload: createSealVcPayload({ ...common, seal }) });
}

async function markIssued(context: IssuerContext, credentials: readonly CredentialRow[]): Promise<void> {
  const { store, clock } = context;
  const [first] = credentials;
  if (first === undefined) return;
  await store.transaction(async (transaction) => {
    const now = clock.now();
    const row = await transaction.lockCase(first.tenant, first.caseId);
    // A decision that fell while the copies were being signed wins: they are revoked already and are not handed out.
    if (row === null || (row.state !== 'approved' && row.state !== 'active')) {
      throw new IssuanceError('ERR_ISSUANCE_DENIED', 'The case does not allow issuance.');
    }
    for (const credential of credentials) await transaction.markCredentialIssued(credential.credentialId, now);
    if (row.state === 'approved') {
      await transaction.saveCase({ ...row, state: 'active', version: row.version + 1, updatedAt: now });
    }
    await appendAudit({
      transaction,
      tenant: first.tenant,
      at: now,
      actor: 'system',
      action: 'credential_issued',
      caseId: first.caseId,
      details: { configurationId: first.configurationId, copies: credentials.length },
    });
  });
}
