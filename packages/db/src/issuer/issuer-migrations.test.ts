import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AUDIT_GENESIS, findAuditFault, hashAuditEntry } from '@postern/issuer';
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

it('a bank of the first release keeps its key, its audit chain and its anchors', async () => {
  const { url } = database;
  const client = await migrateUntil('20261121060000');
  const [one, two] = await chainOfToday();
  await client.query(`
    insert into tenant (slug, name, issuer_id, list_id, schema_name, did, public_jwk, seal_key_x, seal_key_y,
      sealed_seal_key, operator_address, sealed_operator_key, created_at)
    values ('bank', 'Bank', 1, 1, 'kyc-person/1', 'did:web:bank', '{"kty":"EC"}', '1', '2', 'x', '0x', 'x', now());
    insert into did_identifier (did, provider, alias, controller_key_id) values ('did:web:bank', 'did:web', 'bank', 'kid');
    insert into access_token (token_hash, tenant, issuance_id, expires_at) values ('t', 'bank', 'i', now());
    insert into audit_entry (tenant, sequence, at, actor, action, details, previous_hash, hash)
    values ('bank', 1, to_timestamp(7), 'system', 'a', '{"n": 1}', '${AUDIT_GENESIS}', '${one.hash}'),
      ('bank', 2, to_timestamp(8), 'system', 'b', '{}', '${one.hash}', '${two.hash}');
    insert into anchor_outbox (tenant, list_id, epoch, state, status_root, content_hash, nonce, signed_transaction,
      transaction_hash, block_number, created_at)
    values ('bank', 1, 1, 'failed', '7', '0x', 3, '0x01', '0xa1', null, now()),
      ('bank', 1, 2, 'confirmed', '8', '0x', 3, '0x02', '0xa2', 9, now()),
      ('bank', 1, 3, 'sent', '9', '0x', 4, '0x03', '0xa3', null, now()),
      ('bank', 1, 4, 'pending', null, null, null, null, null, null, now());`);
  await client.end();
  await migrate({ url, dir: all });

  const prisma = createIssuerClient({ url });
  const store = createIssuerStore({ client: prisma });
  const { tenant, keys, head, entries } = await store.transaction(async (transaction) => ({
    tenant: await transaction.findTenant('bank'),
    keys: await transaction.listTenantKeys('bank'),
    head: await transaction.lockAuditHead('bank'),
    entries: await transaction.listAudit('bank'),
  }));
  const { anchors, transactions, waiting } = await store.transaction(async (transaction) => {
    await transaction.saveAnchorChains([31_337, 31_338], 0);
    return {
      anchors: await transaction.listAnchors({ chainId: 31_337, tenant: 'bank', listId: 1, limit: 10 }),
      transactions: await transaction.listChainTransactions({ chainId: 31_337, sender: '0x' }),
      waiting: await transaction.listWaitingChanges(),
    };
  });
  await prisma.$disconnect();
  expect(anchors.map(({ epoch, state }) => [epoch, state])).toEqual([
    [4, 'pending'],
    [3, 'sent'],
    [2, 'confirmed'],
    [1, 'failed'],
  ]);
  expect(transactions).toMatchObject([
    { nonce: 3, state: 'included', success: true, blockNumber: 9, purpose: { epoch: 2 }, includedHash: '0xa2' },
    { nonce: 4, state: 'sent', purpose: { kind: 'anchor', tenant: 'bank', epoch: 3 }, lastSentAt: null },
  ]);
  expect(transactions.map(({ attempts }) => attempts.map((each) => each.signedTransaction))).toEqual([
    ['0x02'],
    ['0x03'],
  ]);
  expect(waiting).toMatchObject([{ chainId: 31_337, tenant: 'bank', listId: 1 }]);
  expect(tenant).toMatchObject({ keyName: 'key-1', certificates: null, policy: { haip: false } });
  expect(keys).toMatchObject([{ keyName: 'key-1', kid: 'kid', publicJwk: { kty: 'EC' }, retiredAt: null }]);
  expect(head).toEqual({ sequence: 2, hash: two.hash });
  const log = { tenant: 'bank', bank: 'did:web:bank', entries, heads: [], keys: [] };
  expect(await findAuditFault(log)).toMatchObject({ check: 'head_missing' });
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
/** Two entries as the first release wrote them. */
async function chainOfToday() {
  const body = { tenant: 'bank', actor: 'system', caseId: null };
  const one = { ...body, sequence: 1, at: 7, action: 'a', details: { n: 1 }, previousHash: AUDIT_GENESIS };
  const hash = await hashAuditEntry(one);
  const two = { ...body, sequence: 2, at: 8, action: 'b', details: {}, previousHash: hash };
  return [{ hash }, { hash: await hashAuditEntry(two) }] as const;
}
