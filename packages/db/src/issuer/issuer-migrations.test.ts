import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createTestDatabase, type TestDatabase } from '@postern/testkit';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { locateMigrations } from '../migrate/locate-migrations.ts';
import { migrate } from '../migrate/migrate.ts';
import { createIssuerClient } from './create-issuer-client.ts';
import { createIssuerStore } from './create-issuer-store.ts';

const all = locateMigrations('issuer');
let database: TestDatabase;
let dir: string;

beforeEach(async () => {
  database = await createTestDatabase({ schema: 'issuer' });
  dir = await mkdtemp(path.join(os.tmpdir(), 'postern-issuer-migrations-'));
});
afterEach(async () => {
  await database.drop();
  await rm(dir, { recursive: true, force: true });
});

/** An empty database as a release left it that knew the migrations before the given one. */
async function migrateUntil(before: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('drop schema public cascade; create schema public');
  const known = (await readdir(all)).filter((name) => /^\d/.test(name) && name < before);
  for (const name of known) await cp(path.join(all, name), path.join(dir, name), { recursive: true });
  await migrate({ url: database.url, dir });
  return client;
}

it('a bank of the first release keeps its key and its audit chain', async () => {
  const { url } = database;
  const client = await migrateUntil('20261121060000');
  await client.query(`
    insert into tenant (slug, name, issuer_id, list_id, schema_name, did, public_jwk, seal_key_x, seal_key_y,
      sealed_seal_key, operator_address, sealed_operator_key, created_at)
    values ('bank', 'Bank', 1, 1, 'kyc-person/1', 'did:web:bank', '{"kty":"EC"}', '1', '2', 'x', '0x', 'x', now());
    insert into did_identifier (did, provider, alias, controller_key_id) values ('did:web:bank', 'did:web', 'bank', 'kid');
    insert into access_token (token_hash, tenant, issuance_id, expires_at) values ('t', 'bank', 'i', now());
    insert into audit_entry (tenant, sequence, at, actor, action, details, previous_hash, hash)
    values ('bank', 1, now(), 'system', 'a', '{}', '0', 'one'), ('bank', 2, now(), 'system', 'b', '{}', 'one', 'two');`);
  await client.end();
  await migrate({ url, dir: all });

  const prisma = createIssuerClient({ url });
  const store = createIssuerStore({ client: prisma });
  const { tenant, keys, head } = await store.transaction(async (transaction) => ({
    tenant: await transaction.findTenant('bank'),
    keys: await transaction.listTenantKeys('bank'),
    head: await transaction.lockAuditHead('bank'),
  }));
  await prisma.$disconnect();
  expect(tenant).toMatchObject({ keyName: 'key-1', certificates: null, policy: { haip: false } });
  expect(keys).toMatchObject([{ keyName: 'key-1', kid: 'kid', publicJwk: { kty: 'EC' }, retiredAt: null }]);
  expect(head).toEqual({ sequence: 2, hash: 'two' });
});

it('what was typed is found again before anything more is issued from it; what is issued stays', async () => {
  const { url } = database;
  const client = await migrateUntil('20261130');
  const add = (state: string) => `
    insert into person (person_id, tenant, wrapped_data_key, rebound_at, created_at)
      values ('p-${state}', 'bank', 'x', now(), now());
    insert into kyc_case (case_id, tenant, person_id, state, version, sealed_application, application_hash, assessment,
      proposal_hash, proposer_id, approver_id, status_token_hash, submitted_at, updated_at)
      values ('${state}', 'bank', 'p-${state}', '${state}', 3, 'x', 'h', '{"assurance":"high"}', 'd-${state}', 'maker',
        null, 't', now(), now());
    insert into decision (decision_hash, tenant, case_id, case_version, staff_id, action, nonce, state, prepared_at)
      values ('d-${state}', 'bank', '${state}', 2, 'maker', 'propose', 'n', 'made', now());
    insert into credential_offer (offer_id, tenant, case_id, code_hash, sealed_code, sealed_tx_code, state, created_at,
      expires_at) values ('o-${state}', 'bank', '${state}', 'c-${state}', 'x', 'x', 'open', now(), now());`;
  const states = ['in_review', 'second_approval', 'approved', 'active', 'suspended'];
  await client.query(states.map(add).join(''));
  await client.end();
  await migrate({ url, dir: all });

  const prisma = createIssuerClient({ url });
  const store = createIssuerStore({ client: prisma });
  const after = await store.transaction(async (transaction) => {
    const rows = [];
    for (const caseId of states) {
      const row = await transaction.findCase('bank', caseId);
      const decision = await transaction.findDecision(`d-${caseId}`);
      const offer = await transaction.findOffer('bank', `o-${caseId}`);
      rows.push([caseId, row?.state, row?.proposerId, decision?.state, offer?.state, row?.sealedAssessment]);
    }
    return rows;
  });
  await prisma.$disconnect();
  expect(after).toEqual([
    ['in_review', 'in_review', 'maker', 'made', 'withdrawn', null],
    ['second_approval', 'in_review', null, 'void', 'withdrawn', null],
    ['approved', 'in_review', null, 'void', 'withdrawn', null],
    ['active', 'active', 'maker', 'made', 'open', null],
    ['suspended', 'suspended', 'maker', 'made', 'open', null],
  ]);
});
