import { indexDisclosures, type JsonObject, parseCompactJws, parseSdJwt, type PersonRecord } from '@postern/credential';
import { CONFIGURATION_IDS } from '@postern/protocol';
import { describe, expect, it } from 'vitest';

import type { IssuerContext } from '../ports.ts';
import type { Tenant } from '../rows.ts';
import type { PreparedCredentials } from './prepare-credentials.ts';
import { signCredentials } from './sign-credentials.ts';

/** 18 on 1 March 2026. */
const RECORD: PersonRecord = {
  givenName: 'Ada',
  familyName: 'Lovelace',
  birthDate: '2008-03-01',
  nationalities: ['GR'],
  residence: 'DE',
  residenceSubdivision: 0,
  address: { street: 'Torstraße 1', locality: 'Berlin', postalCode: '10119' },
  document: { type: 'passport', number: 'AE1234567', issuingCountry: 'GR', expiresOn: '2031-05-01' },
  assurance: 'substantial',
  diligence: 'standard',
  flags: [],
  testData: false,
  screenedAt: 0,
  issuedAt: Date.UTC(2026, 0, 15) / 1000,
  reboundAt: 0,
};
const publicJwk = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) } as const;
const TENANT = { slug: 'bank', did: 'did:web:bank.example', publicJwk, certificates: null } as unknown as Tenant;
const copy = { configurationId: CONFIGURATION_IDS.sdJwt, listId: 1, validUntil: Date.UTC(2027, 1, 1) / 1000 };
const PREPARED = {
  issuance: { holderCommitment: null },
  credentials: [
    { ...copy, statusIndex: 1 },
    { ...copy, statusIndex: 2 },
  ],
} as unknown as PreparedCredentials;
const keys = [1, 2].map((number) => ({ publicJwk, did: `did:jwk:${number}`, thumbprint: String(number) }));

/** What two copies of the one record say that are fetched at a moment. */
async function signAt(now: number): Promise<{ signed: JsonObject; claims: JsonObject }[]> {
  const context = {
    clock: { now: () => now },
    random: { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) },
    settings: { publicUrl: 'https://bank.example' },
    signer: { jwsSigner: () => async () => new Uint8Array(64) },
  } as unknown as IssuerContext;
  const copies = await signCredentials(context, { tenant: TENANT, prepared: PREPARED, record: RECORD, keys });
  return Promise.all(
    copies.map(async (token) => {
      const { jws, disclosures } = parseSdJwt(token);
      const signed = parseCompactJws(jws).payload;
      return { signed, claims: (await indexDisclosures(signed, disclosures)).claims };
    }),
  );
}

describe('copies of one record', () => {
  it('say the ages of the day on which they are fetched, all of one request the same', async () => {
    const before = await signAt(Date.UTC(2026, 1, 28, 23, 59, 59) / 1000);
    const after = await signAt(Date.UTC(2026, 2, 1) / 1000);
    expect(before.map(({ claims }) => claims.age_over_18)).toEqual([false, false]);
    expect(after.map(({ claims }) => claims.age_over_18)).toEqual([true, true]);
    for (const { claims } of [...before, ...after]) expect(claims).toMatchObject({ birthdate: RECORD.birthDate });
  });

  it('state their limits in the clear, and nothing about the person', async () => {
    const [{ signed } = expect.fail()] = await signAt(RECORD.issuedAt);
    const { status, cnf, ...rest } = signed;
    expect([status, cnf]).toEqual([expect.any(Object), { jwk: publicJwk }]);
    expect(Object.keys(rest).toSorted()).toEqual(
      ['_sd', '_sd_alg', 'exp', 'iat', 'iss', 'vct', 'vct#integrity'].toSorted(),
    );
  });
});
