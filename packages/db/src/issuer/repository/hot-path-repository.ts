import type { CaseRow, CopyRow, IssuanceRow, IssuerTransaction, PersonRow } from '@postern/issuer';
import { Prisma } from '../../generated/issuer/client.ts';
import { toDate, toNullableSeconds, toSeconds } from './convert.ts';
import { createPersonRepository } from './person-repository.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<IssuerTransaction, 'lockForIssuance' | 'readIssuanceCopies' | 'findAccess'>;

// Statements of the credential endpoint, each written out so that one trip to the server does the work of several.

type LockedRow = {
  case_id: string;
  tenant: string;
  person_id: string;
  state: string;
  version: number;
  sealed_application: Uint8Array;
  application_hash: string;
  sealed_assessment: Uint8Array | null;
  reviewer_id: string | null;
  proposal_hash: string | null;
  proposer_id: string | null;
  approver_id: string | null;
  pending_measure: string | null;
  measure_hash: string | null;
  measure_by: string | null;
  measure_at: Date | null;
  emergency_since: Date | null;
  emergency_by: string | null;
  status_token_hash: string;
  submitted_at: Date;
  updated_at: Date;
  wrapped_data_key: Uint8Array;
  merged_into: string | null;
  holder_commitment: string | null;
  live_seal_id: string | null;
  rebound_at: Date;
  person_created_at: Date;
};

type IssuanceColumns = {
  issuance_id: string;
  tenant: string;
  case_id: string;
  person_id: string;
  offer_id: string;
  sealed_record: Uint8Array | null;
  holder_commitment: string | null;
  valid_until: Date | null;
  approval_hash: string | null;
  may_rebind: boolean;
  predecessor_id: string | null;
  withdrawn_at: Date | null;
  created_at: Date;
};

const toIssuance = (row: IssuanceColumns): IssuanceRow => ({
  issuanceId: row.issuance_id,
  tenant: row.tenant,
  caseId: row.case_id,
  personId: row.person_id,
  offerId: row.offer_id,
  sealedRecord: row.sealed_record,
  holderCommitment: row.holder_commitment,
  validUntil: toNullableSeconds(row.valid_until),
  approvalHash: row.approval_hash,
  mayRebind: row.may_rebind,
  predecessorId: row.predecessor_id,
  withdrawnAt: toNullableSeconds(row.withdrawn_at),
  createdAt: toSeconds(row.created_at),
});

const toLocked = (found: LockedRow): { row: CaseRow; person: PersonRow } => ({
  row: {
    caseId: found.case_id,
    tenant: found.tenant,
    personId: found.person_id,
    state: found.state as CaseRow['state'],
    version: found.version,
    sealedApplication: found.sealed_application,
    applicationHash: found.application_hash,
    sealedAssessment: found.sealed_assessment,
    reviewerId: found.reviewer_id,
    proposalHash: found.proposal_hash,
    proposerId: found.proposer_id,
    approverId: found.approver_id,
    pendingMeasure: found.pending_measure as CaseRow['pendingMeasure'],
    measureHash: found.measure_hash,
    measureBy: found.measure_by,
    measureAt: toNullableSeconds(found.measure_at),
    emergencySince: toNullableSeconds(found.emergency_since),
    emergencyBy: found.emergency_by,
    statusTokenHash: found.status_token_hash,
    submittedAt: toSeconds(found.submitted_at),
    updatedAt: toSeconds(found.updated_at),
  },
  person: {
    personId: found.person_id,
    tenant: found.tenant,
    wrappedDataKey: found.wrapped_data_key,
    mergedInto: found.merged_into,
    holderCommitment: found.holder_commitment,
    liveSealId: found.live_seal_id,
    reboundAt: toSeconds(found.rebound_at),
    createdAt: toSeconds(found.person_created_at),
  },
});

export const createHotPathRepository = (db: PrismaTransaction): Methods => {
  const { lockPerson } = createPersonRepository(db);
  return {
    lockForIssuance: async ({ tenant, caseId, marker }) => {
      // The marker comes first: whoever waits for another's marker must not hold the case meanwhile.
      const used =
        marker === null
          ? Prisma.empty
          : Prisma.sql`with marked as (
            insert into replay_marker (marker_hash, expires_at) values (${marker.markerHash}, ${toDate(marker.expiresAt)})
            on conflict (marker_hash) do nothing returning 1
          )`;
      const first = marker === null ? Prisma.empty : Prisma.sql`and (select count(*) from marked) = 1`;
      const [found] = await db.$queryRaw<LockedRow[]>`${used}
      select c.*, p.wrapped_data_key, p.merged_into, p.holder_commitment, p.live_seal_id, p.rebound_at,
        p.created_at as person_created_at
      from kyc_case c join person p on p.person_id = c.person_id
      where c.case_id = ${caseId} and c.tenant = ${tenant} ${first}
      for update of c, p`;
      if (found === undefined) return null;
      const locked = toLocked(found);
      const { mergedInto } = locked.person;
      const holder = mergedInto === null ? locked.person : await lockPerson(mergedInto);
      return holder === null ? null : { ...locked, holder };
    },
    readIssuanceCopies: async (issuanceId) => {
      const [found] = await db.$queryRaw<(IssuanceColumns & { copies: number; unrevoked: CopyRow[] })[]>`
      select i.*,
        (select count(*)::int from credential c where c.issuance_id = i.issuance_id) as copies,
        (select coalesce(json_agg(json_build_object('credentialId', c.credential_id, 'tenant', c.tenant,
            'caseId', c.case_id, 'listId', c.list_id, 'issuanceId', c.issuance_id, 'keyThumbprint', c.key_thumbprint,
            'configurationId', c.configuration_id, 'state', c.state,
            'suspendedAt', extract(epoch from c.suspended_at)::bigint,
            'validUntil', extract(epoch from c.valid_until)::bigint,
            'createdAt', extract(epoch from c.created_at)::bigint,
            'firstIssuanceId', coalesce(o.predecessor_id, c.issuance_id),
            'holderCommitment', o.holder_commitment)), '[]')
          from credential c left join issuance o on o.issuance_id = c.issuance_id
          where c.tenant = i.tenant and c.revoked_at is null and c.person_id in (
            select m.person_id from person m
            where m.person_id = coalesce(p.merged_into, p.person_id)
              or m.merged_into = coalesce(p.merged_into, p.person_id))) as unrevoked
      from issuance i join person p on p.person_id = i.person_id where i.issuance_id = ${issuanceId}`;
      if (found === undefined) return null;
      return { issuance: toIssuance(found), copies: found.copies, unrevoked: found.unrevoked };
    },
    findAccess: async ({ tenant, tokenHash, now }) => {
      type Grant = {
        grant_id: string;
        client_id: string | null;
        jkt: string | null;
        configuration_ids: string[];
        by_identifier: boolean;
        granted_at: Date;
      };
      const [found] = await db.$queryRaw<(IssuanceColumns & Grant)[]>`
      select i.*, g.grant_id, g.client_id, g.jkt, g.configuration_ids, g.by_identifier, g.created_at as granted_at
      from access_token t
        join token_grant g on g.grant_id = t.grant_id and g.revoked_at is null
        join issuance i on i.issuance_id = g.issuance_id
      where t.token_hash = ${tokenHash} and t.tenant = ${tenant} and t.expires_at > ${toDate(now)}`;
      if (found === undefined) return null;
      const grant = {
        grantId: found.grant_id,
        tenant,
        issuanceId: found.issuance_id,
        clientId: found.client_id,
        jkt: found.jkt,
        configurationIds: found.configuration_ids,
        byIdentifier: found.by_identifier,
        createdAt: toSeconds(found.granted_at),
        revokedAt: null,
      };
      return { grant, issuance: toIssuance(found) };
    },
  };
};
