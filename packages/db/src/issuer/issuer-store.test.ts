import type {
  CaseRow,
  GrantRow,
  IssuerStore,
  IssuerTransaction,
  MailRow,
  OfferRow,
  RebindingRow,
} from '@postern/issuer';
import { createTestDatabase, type TestDatabase } from '@postern/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createIssuerClient, type IssuerClient } from './create-issuer-client.ts';
import { createIssuerStore } from './create-issuer-store.ts';

const NOW = 1_790_000_000;
const bytes = new Uint8Array([1, 2, 3]);

let database: TestDatabase;
let clients: IssuerClient[];
let stores: IssuerStore[];

beforeAll(async () => {
  database = await createTestDatabase({ schema: 'issuer' });
  // Two clients stand for two processes.
  clients = [1, 2].map(() => createIssuerClient({ url: database.url }));
  stores = clients.map((client) => createIssuerStore({ client }));
  await stores[0]!.transaction((transaction) =>
    transaction.addTenant({
      slug: 'bank',
      name: 'Bank',
      issuerId: 1,
      listId: 1,
      schemaName: 'kyc-person/1',
      did: 'did:web:bank.example',
      publicJwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
      sealKey: [2n ** 200n, 5n],
      sealedSealKey: bytes,
      operatorAddress: '0x0',
      sealedOperatorKey: bytes,
      keyName: 'key-1',
      createdAt: NOW,
      policy: { haip: true, clientAttestation: 'optional', attesters: [], attestationAnchors: [] },
    }),
  );
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.$disconnect()));
  await database.drop();
});

/** Runs the same thing many times at once, spread over both processes. */
const atOnce = <T>(times: number, run: (store: IssuerStore, attempt: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: times }, (_, attempt) => run(stores[attempt % 2]!, attempt)));

const addOffer = async (offerId: string, overrides: Partial<OfferRow> = {}) => {
  const offer: OfferRow = {
    offerId,
    tenant: 'bank',
    caseId: 'case',
    codeHash: `hash-${offerId}`,
    sealedCode: bytes,
    sealedTxCode: bytes,
    tries: 0,
    state: 'open',
    createdAt: NOW,
    expiresAt: NOW + 600,
    early: false,
    mayRebind: false,
    collectionHash: `short-${offerId}`,
    ...overrides,
  };
  await stores[0]!.transaction((transaction) => transaction.addOffer(offer));
  return offer;
};

describe('issuer store', () => {
  it('gives rows back as they were stored', async () => {
    const [store] = stores as [IssuerStore];
    const tenant = await store.transaction((transaction) => transaction.findTenant('bank'));
    expect(tenant).toMatchObject({ sealKey: [2n ** 200n, 5n], publicJwk: { kty: 'EC' }, policy: { haip: true } });
    const row: CaseRow = {
      caseId: 'case-1',
      tenant: 'bank',
      personId: 'person',
      state: 'submitted',
      version: 1,
      sealedApplication: bytes,
      applicationHash: 'h',
      sealedAssessment: null,
      reviewerId: 'maker',
      proposalHash: null,
      proposerId: null,
      approverId: null,
      pendingMeasure: 'revoke',
      measureHash: 'm',
      measureBy: 'maker',
      measureAt: NOW,
      emergencySince: NOW,
      emergencyBy: 'maker',
      statusTokenHash: 't',
      submittedAt: NOW,
      updatedAt: NOW,
    };
    await store.transaction((transaction) => transaction.addCase(row));
    const found = await store.transaction((transaction) => transaction.findCase('bank', 'case-1'));
    expect({ ...found, sealedApplication: [...found!.sealedApplication] }).toEqual({
      ...row,
      sealedApplication: [...bytes],
    });
    expect(await store.transaction((transaction) => transaction.findCase('other', 'case-1'))).toBeNull();
  });

  it('keeps nothing of a transaction that failed', async () => {
    const stop = new Error('stop');
    const failed = stores[0]!.transaction(async (transaction) => {
      await transaction.useOnce({ markerHash: 'kept', expiresAt: NOW + 9e8 });
      throw stop;
    });
    await expect(failed).rejects.toBe(stop);
    const marker = { markerHash: 'kept', expiresAt: NOW + 9e8 };
    expect(await stores[0]!.transaction((transaction) => transaction.useOnce(marker))).toBe(true);
    expect(await stores[0]!.transaction((transaction) => transaction.useOnce(marker))).toBe(false);
  });

  it('counts no more tries than the limit, however many come at once', async () => {
    const offer = await addOffer('guessed');
    const options = { tenant: 'bank', codeHash: offer.codeHash, now: NOW, limit: 5 };
    const counted = await atOnce(20, (store) => store.transaction((transaction) => transaction.countOfferTry(options)));
    const tries = counted.filter((row) => row !== null).map((row) => row.tries);
    expect(tries.toSorted()).toEqual([1, 2, 3, 4, 5]);
  });

  it('counts no try on a stale, closed or foreign offer', async () => {
    const offer = await addOffer('closed');
    const options = { tenant: 'bank', codeHash: offer.codeHash, now: NOW, limit: 5 };
    const count = (changes: Partial<typeof options>) =>
      stores[0]!.transaction((transaction) => transaction.countOfferTry({ ...options, ...changes }));
    expect(await count({ now: NOW + 600 })).toBeNull();
    expect(await count({ tenant: 'other' })).toBeNull();
    expect(await stores[0]!.transaction((transaction) => transaction.closeOffer('closed', 'locked'))).toBe(true);
    expect(await count({})).toBeNull();
  });

  it('closes an offer once', async () => {
    await addOffer('redeemed');
    const closed = await atOnce(10, (store) =>
      store.transaction((transaction) => transaction.closeOffer('redeemed', 'redeemed')),
    );
    expect(closed.filter(Boolean)).toHaveLength(1);
  });

  it('finds an offer by its short code too, and counts the same tries', async () => {
    await addOffer('typed');
    const options = { tenant: 'bank', collectionHash: 'short-typed', now: NOW, limit: 5 };
    const [store] = stores as [IssuerStore];
    expect(await store.transaction((transaction) => transaction.countOfferTry(options))).toMatchObject({ tries: 1 });
    const byId = { tenant: 'bank', offerId: 'typed', now: NOW, limit: 5 };
    expect(await store.transaction((transaction) => transaction.countOfferTry(byId))).toMatchObject({ tries: 2 });
  });

  it('forgets challenges that are stale by the caller’s clock, not by that of this machine', async () => {
    const [store] = stores as [IssuerStore];
    const add = (challengeHash: string, expiresAt: number, now: number) =>
      store.transaction((transaction) =>
        transaction.addChallenge({ challengeHash, tenant: 'bank', staffId: null, purpose: 'sign-in', expiresAt }, now),
      );
    const take = (challengeHash: string) =>
      store.transaction((transaction) => transaction.takeChallenge(challengeHash));
    await add('of 1970', 400, 100);
    await add('later in 1970', 700, 399);
    expect(await take('of 1970')).toMatchObject({ expiresAt: 400 });
    await add('the newest', 1_000, 701);
    expect(await take('later in 1970')).toBeNull();
  });

  it('lets a nonce, a challenge and an enrolment link go once', async () => {
    const expiresAt = NOW + 9e8;
    await stores[0]!.transaction(async (transaction) => {
      const challenge = { challengeHash: 'challenge', tenant: 'bank', staffId: null, expiresAt };
      await transaction.addChallenge({ ...challenge, purpose: 'sign-in' }, NOW);
      await transaction.addEnrolmentLink({ tokenHash: 'link', tenant: 'bank', staffId: 'maker', expiresAt });
    });
    const nonce = { markerHash: 'nonce', expiresAt };
    const taken = {
      nonces: await atOnce(10, (store) => store.transaction((transaction) => transaction.useOnce(nonce))),
      challenges: await atOnce(10, (store) =>
        store.transaction((transaction) => transaction.takeChallenge('challenge')),
      ),
      links: await atOnce(10, (store) => store.transaction((transaction) => transaction.takeEnrolmentLink('link'))),
    };
    expect(taken.nonces.filter(Boolean)).toHaveLength(1);
    expect(taken.challenges.filter((row) => row !== null)).toMatchObject([{ purpose: 'sign-in', expiresAt }]);
    expect(taken.links.filter((row) => row !== null)).toMatchObject([{ staffId: 'maker', expiresAt }]);
  });

  it('leaves a grant ended, whatever somebody writes who read it before', async () => {
    const grant: GrantRow = {
      grantId: 'grant',
      tenant: 'bank',
      issuanceId: 'first',
      clientId: null,
      jkt: 'jkt',
      configurationIds: ['a'],
      byIdentifier: false,
      createdAt: NOW,
      revokedAt: null,
    };
    await stores[0]!.transaction((transaction) => transaction.addGrant(grant));
    await stores[1]!.transaction((transaction) => transaction.saveGrant({ ...grant, revokedAt: NOW + 1 }));
    await stores[0]!.transaction((transaction) => transaction.saveGrant({ ...grant, issuanceId: 'second' }));
    const found = await stores[0]!.transaction((transaction) => transaction.findGrant('bank', 'grant'));
    expect(found).toEqual({ ...grant, issuanceId: 'second', revokedAt: NOW + 1 });
  });

  it('lets one process hand a message over, and passes over what another holds', async () => {
    const mail: MailRow = {
      mailId: 'first',
      tenant: 'bank',
      personId: 'p',
      caseId: 'c',
      otherCaseId: null,
      sentAction: 'told',
      sealedMessage: bytes,
      tries: 0,
      nextTryAt: NOW,
      sentAt: null,
      createdAt: NOW,
      expiresAt: NOW + 9e8,
    };
    await stores[0]!.transaction(async (transaction) => {
      await transaction.addMail(mail);
      await transaction.addMail({ ...mail, mailId: 'second' });
      await transaction.addMail({ ...mail, mailId: 'later', nextTryAt: NOW + 1 });
    });
    const taken = await atOnce(4, (store) =>
      store.transaction(async (transaction) => {
        const row = await transaction.lockDueMail(NOW);
        if (row !== null) await transaction.saveMail({ ...row, sentAt: NOW });
        return row?.mailId;
      }),
    );
    expect(new Set(taken.filter((mailId) => mailId !== undefined))).toEqual(new Set(['first', 'second']));
    expect(taken.filter((mailId) => mailId !== undefined)).toHaveLength(2);
    expect(await stores[0]!.transaction((transaction) => transaction.lockDueMail(NOW))).toBeNull();
    const listed = await stores[0]!.transaction((transaction) => transaction.listMails(10));
    expect(listed.map(({ mailId, sentAt }) => [mailId, sentAt])).toEqual([
      ['later', null],
      ['second', NOW],
      ['first', NOW],
    ]);
  });

  it('finds re-bindings from either side, and those that are due where the case may be issued from', async () => {
    const [store] = stores as [IssuerStore];
    const row: RebindingRow = {
      rebindingId: 'r1',
      tenant: 'bank',
      caseId: 'gaining',
      issuanceId: 'i',
      personId: 'one',
      approvalHash: 'approval',
      credentialIds: ['a', 'b'],
      oldCaseIds: ['losing', 'also losing'],
      state: 'waiting',
      tokenHash: 't',
      startedAt: NOW,
      dueAt: NOW + 10,
      endedAt: null,
    };
    const model = await store.transaction((transaction) => transaction.findCase('bank', 'case-1'));
    await store.transaction(async (transaction) => {
      await transaction.addCase({ ...model!, caseId: 'gaining', state: 'approved' });
      await transaction.addCase({ ...model!, caseId: 'closed', state: 'in_review' });
      await transaction.addRebinding({ ...row, rebindingId: 'r0', state: 'cancelled', endedAt: NOW });
      await transaction.addRebinding(row);
      await transaction.addRebinding({ ...row, rebindingId: 'r2', caseId: 'closed', personId: 'two' });
    });
    const read = <T>(run: (transaction: IssuerTransaction) => Promise<T>) => store.transaction(run);
    expect(await read((transaction) => transaction.findRebinding('bank', 'r1'))).toEqual(row);
    expect(await read((transaction) => transaction.findRebinding('other', 'r1'))).toBeNull();
    for (const caseId of ['gaining', 'losing', 'also losing']) {
      const found = await read((transaction) => transaction.findLatestRebinding('bank', caseId));
      expect(found?.rebindingId).toBe(caseId === 'gaining' ? 'r1' : 'r2');
    }
    const open = await read((transaction) => transaction.listOpenRebindings('bank', ['one']));
    expect(open.map(({ rebindingId }) => rebindingId)).toEqual(['r1']);
    const due = (now: number) => read((transaction) => transaction.listDueRebindings(now, 10));
    expect(await due(NOW + 9)).toEqual([]);
    expect((await due(NOW + 10)).map(({ rebindingId }) => rebindingId)).toEqual(['r1']);
    const cancelled = { tenant: 'bank', caseId: 'gaining', approvalHash: 'approval' };
    expect(await read((transaction) => transaction.countCancelledRebindings(cancelled))).toBe(1);
    const request = { requestId: 'q', tenant: 'bank', rebindingId: 'r1', nonce: 'n', expiresAt: NOW + 60 };
    await read((transaction) => transaction.addConfirmationRequest(request));
    const find = (now: number) =>
      read((transaction) => transaction.findConfirmationRequest({ tenant: 'bank', requestId: 'q', now }));
    expect([await find(NOW), await find(NOW + 60)]).toEqual([request, null]);
    const took = await atOnce(6, (each) => each.transaction((transaction) => transaction.takeConfirmationRequest('q')));
    expect(took.filter(Boolean)).toHaveLength(1);
  });

  it('gives a status index to one credential only, without ending the transaction of the other', async () => {
    const row = {
      tenant: 'bank',
      issuanceId: 'i',
      caseId: 'c',
      personId: 'p',
      configurationId: 'kyc_person_jwt',
      listId: 1,
      statusIndex: 4711,
      keyThumbprint: '',
      state: 'intent' as const,
      revokedAt: null,
      suspendedAt: null,
      validUntil: NOW,
      createdAt: NOW,
      issuedAt: null,
      notificationId: '',
      notification: null,
    };
    const added = await atOnce(6, (store, attempt) =>
      store.transaction(async (transaction) => {
        const first = await transaction.addCredentialIntents([{ ...row, credentialId: `a${attempt}` }]);
        if (first.length === 1) return true;
        const elsewhere = { ...row, credentialId: `b${attempt}`, statusIndex: 5000 + attempt };
        expect(await transaction.addCredentialIntents([elsewhere])).toEqual([`b${attempt}`]);
        return false;
      }),
    );
    expect(added.filter(Boolean)).toHaveLength(1);
    const rows = await stores[0]!.transaction((transaction) => transaction.listCredentials({ tenant: 'bank' }));
    expect(new Set(rows.map((credential) => credential.statusIndex)).size).toBe(6);
  });

  it('counts each change of a status and never dates the list back', async () => {
    const [store] = stores as [IssuerStore];
    const read = () => store.read((reader) => reader.readStatusVersion('bank', 1));
    const change = (suspendedAt: number | null, changedAt: number) =>
      store.transaction((transaction) =>
        transaction.setCredentialStatus({ credentialIds: ['b1', 'b2'], suspendedAt, changedAt }),
      );
    expect(await read()).toEqual({ version: 0, changedAt: 0 });
    await change(NOW, NOW);
    await change(null, NOW);
    expect(await read()).toEqual({ version: 2, changedAt: NOW });
    await change(NOW, NOW - 5);
    expect(await read()).toEqual({ version: 3, changedAt: NOW });
    await atOnce(6, (_store, attempt) => change(NOW, NOW + attempt));
    expect(await read()).toEqual({ version: 9, changedAt: NOW + 5 });
    expect(await store.read((reader) => reader.readStatusVersion('bank', 2))).toEqual({ version: 0, changedAt: 0 });
  });

  it('serialises what holds the tenant lock', async () => {
    const appended = await atOnce(12, (store) =>
      store.transaction(async (transaction) => {
        const sequence = (await transaction.lockAuditHead('bank')).sequence + 1;
        const entry = { tenant: 'bank', sequence, at: NOW, actor: 'system', action: 'x', caseId: null, details: {} };
        await transaction.addAudit({ ...entry, previousHash: '', hash: '' });
        return sequence;
      }),
    );
    expect(appended.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, position) => position + 1));
  });
});
