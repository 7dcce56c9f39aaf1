import { createKycVcPayload, parseCompactJws, type ResolvedDid, verifyVcJwt } from '@postern/credential';
import { askDidJwtVc } from '@postern/credential/second-opinion';
import type { DidRows } from '@postern/db/issuer';
import { createVault, type Tenant } from '@postern/issuer';
import { beforeAll, expect, it } from 'vitest';

import { createDidAgent, type DidAgent } from './create-did-agent.ts';

const NOW = 1_790_000_000;
const clock = { now: () => NOW };
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };

/** The agent's rows in memory, as far as making a DID and signing with it needs them. */
function createMemoryRows(): DidRows {
  const keys = new Map<string, Parameters<DidRows['saveKey']>[0]>();
  const identifiers = new Map<string, Parameters<DidRows['saveIdentifier']>[0]>();
  const privateKeys = new Map<string, Parameters<DidRows['savePrivateKey']>[0]>();
  const rows: Partial<DidRows> = {
    saveKey: async (row) => void keys.set(row.kid, row),
    findKey: async (kid) => keys.get(kid) ?? null,
    assignKey: async (kid, did) => void keys.set(kid, { ...keys.get(kid)!, did }),
    listKeys: async (did) => [...keys.values()].filter((row) => did === undefined || row.did === did),
    saveIdentifier: async (row) => void identifiers.set(row.did, row),
    findIdentifier: async (where) =>
      [...identifiers.values()].find((row) => ('did' in where ? row.did === where.did : row.alias === where.alias)) ??
      null,
    savePrivateKey: async (row) => void privateKeys.set(row.alias, row),
    findPrivateKey: async (alias) => privateKeys.get(alias) ?? null,
  };
  return rows as DidRows;
}

let agent: DidAgent;
let tenant: Tenant;
let resolved: ResolvedDid;
beforeAll(async () => {
  const kids = new Map<string, string>();
  agent = createDidAgent({
    rows: createMemoryRows(),
    vault: await createVault({ masterKey: random.bytes(32), random }),
    clock,
    chain: { rpcUrl: 'http://localhost:1', chainId: 31_337, registry: `0x${'00'.repeat(20)}` },
    findKid: async ({ did, keyName }) => kids.get(`${did}#${keyName}`) ?? expect.fail('no such key'),
  });
  const { did, kid, publicJwk } = await agent.keys.ensureDid('bank.example:t:demo-bank');
  const second = await agent.keys.addKey(did);
  kids.set(`${did}#key-1`, kid).set(`${did}#key-2`, second.kid);
  tenant = { did, keyName: 'key-1' } as Tenant;
  resolved = {
    id: did,
    keys: [
      { id: `${did}#key-1`, publicJwk },
      { id: `${did}#key-2`, publicJwk: second.publicJwk },
    ],
    document: {},
  };
});

const HOLDER = 'did:jwk:abc';
const payload = () =>
  createKycVcPayload({
    issuerDid: tenant.did,
    holderDid: HOLDER,
    issuedAt: NOW - 86_400,
    expiresAt: NOW + 86_400,
    claims: { given_name: 'Ada' },
    status: { listUrl: 'https://bank.example/status/1', index: 3, purpose: 'suspension' },
  });
const resolveDid = async () => resolved;

it('makes a VC-JWT with did-jwt-vc, signed by the key store', async () => {
  const jwt = await agent.signer.signVcJwt({ tenant, payload: payload() });
  const { header, payload: signed } = parseCompactJws(jwt);
  expect(header).toEqual({ alg: 'ES256', typ: 'JWT', kid: `${tenant.did}#key-1` });
  // What the JWT registers is not said twice.
  const { '@context': context, type, credentialSubject, credentialStatus } = payload();
  const { id: _, ...claims } = credentialSubject;
  expect(signed).toEqual({
    iss: tenant.did,
    sub: HOLDER,
    nbf: NOW - 86_400,
    exp: NOW + 86_400,
    vc: { '@context': context, type, credentialSubject: claims, credentialStatus },
  });
  await expect(verifyVcJwt({ jwt, resolveDid, clock })).resolves.toMatchObject({ issuer: tenant.did, subject: HOLDER });
  expect(await askDidJwtVc({ jwt, resolveDid, clock })).toBe(true);
});

it('signs with the key that the tenant names, and with no other', async () => {
  const jwt = await agent.signer.signVcJwt({ tenant: { ...tenant, keyName: 'key-2' }, payload: payload() });
  await expect(verifyVcJwt({ jwt, resolveDid, clock })).resolves.toBeDefined();
  const swapped = {
    ...resolved,
    keys: resolved.keys.map((key, index) => ({ ...key, id: resolved.keys.at(-1 - index)!.id })),
  };
  await expect(verifyVcJwt({ jwt, resolveDid: async () => swapped, clock })).rejects.toMatchObject({
    code: 'ERR_JWS_SIGNATURE',
  });
  await expect(
    agent.signer.signVcJwt({ tenant: { ...tenant, keyName: 'key-3' }, payload: payload() }),
  ).rejects.toThrow();
});
