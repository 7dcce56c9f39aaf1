import {
  assertSealMatchesClaims,
  createKycVcPayload,
  createSdJwtVc,
  createSeal,
  createSealVcPayload,
  createVcdm2Payload,
  encodePersonAttributes,
  jwkThumbprint,
  KYC_PERSON_SCHEMA,
  type PersonRecord,
  personRecordToClaims,
  signCompactJws,
  VCDM2_JWT_TYP,
} from '@postern/credential';
import { type DateNumber, dateNumberFromUnixSeconds, parseFieldElement } from '@postern/primitives';
import { CONFIGURATION_IDS, VCDM2_CONFIGURATION_ID } from '@postern/protocol';

import type { IssuerContext } from '../ports.ts';
import type { CredentialRow, ProvenKey, Tenant } from '../rows.ts';
import { personVct } from '../tenant/describe-issuer.ts';
import { digestType } from '../tenant/describe-type.ts';
import { issuerIdentifier, statusListUrls } from '../tenant/issuer-identifier.ts';
import { openSealKey } from '../tenant/tenant-keys.ts';
import type { PreparedCredentials } from './prepare-credentials.ts';

const DAY = 86_400;

/** The canonical record of an issuance, with the re-binding that holds now. */
export async function openRecord(context: IssuerContext, prepared: PreparedCredentials): Promise<PersonRecord> {
  const { issuance, person, holder } = prepared;
  const text = await context.vault.openFor({
    ...person,
    context: `record:${issuance.issuanceId}`,
    sealed: issuance.sealedRecord,
  });
  return { ...(JSON.parse(text) as PersonRecord), reboundAt: holder.reboundAt };
}

/** Signs one copy a key; nothing is durable. */
export async function signCredentials(
  context: IssuerContext,
  options: { tenant: Tenant; prepared: PreparedCredentials; record: PersonRecord; keys: readonly ProvenKey[] },
): Promise<string[]> {
  const { tenant, prepared, record, keys } = options;
  const { holderCommitment } = prepared.issuance;
  // One day for all copies of a request, which say the same; a copy that is fetched after a birthday says the new age.
  const today = dateNumberFromUnixSeconds(context.clock.now());
  return Promise.all(
    prepared.credentials.map((credential, position) =>
      signCredential(context, { tenant, record, today, credential, key: keys[position]!, holderCommitment }),
    ),
  );
}

async function signCredential(
  context: IssuerContext,
  options: {
    tenant: Tenant;
    record: PersonRecord;
    today: DateNumber;
    credential: CredentialRow;
    key: ProvenKey;
    holderCommitment: string | null;
  },
): Promise<string> {
  const { signer, random, settings } = context;
  const { tenant, record, credential, key } = options;
  const claims = personRecordToClaims(record, options.today);
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
      kid: await jwkThumbprint(tenant.publicJwk),
      vctIntegrity: await digestType({ settings, tenant }),
      // Some verifiers know an issuer by its chain alone; who does not know the chain's authority finds the key by `kid`.
      ...(tenant.certificates === null ? {} : { x5c: tenant.certificates }),
      signer: signer.jwsSigner(tenant),
      random,
    });
  }
  const common = { issuerDid: tenant.did, holderDid: key.did, issuedAt, expiresAt };
  if (credential.configurationId === CONFIGURATION_IDS.seal) {
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
  if (credential.configurationId === VCDM2_CONFIGURATION_ID) {
    const statuses = [
      { listUrl: urls.revocation2, index, purpose: 'revocation' as const },
      { listUrl: urls.suspension2, index, purpose: 'suspension' as const },
    ];
    return signCompactJws({
      header: { typ: VCDM2_JWT_TYP, cty: 'vc', kid: `${tenant.did}#${tenant.keyName}` },
      payload: createVcdm2Payload({ ...common, claims, statuses }),
      signer: signer.jwsSigner(tenant),
    });
  }
  const status = { listUrl: urls.combined, index, purpose: 'suspension' } as const;
  const payload = createKycVcPayload({ ...common, claims, status });
  return signer.signVcJwt({ tenant, payload });
}
